import type {OutputScale} from "../formats/output-scale.js";
import {guessScale} from "../formats/output-scale.js";
import type {DecoderEnd} from "../reading/decoder-end.js";

/** What a scale is called. */
export const scaleTitles: Record<OutputScale, string> = {
  logits: "logits",
  means: "means in [0, 1]",
  "-1 to 1": "pixels in [−1, 1]",
  "0 to 255": "pixels in [0, 255]"
};

/** Returns what the numbers of a last layer are, and a sentence’s end that says why. */
export function scaleOf(
  end: DecoderEnd | undefined,
  trial: Float32Array,
  said: OutputScale | undefined
): {scale: OutputScale; isCertain: boolean; why: string} {
  const {activation = "unknown", scale: known, isCertain = false} = end ?? {};
  if (known !== undefined && isCertain) {
    return {scale: known, isCertain, why: `it ends in a ${activation}, so each number is a mean`};
  }
  if (said !== undefined) {
    return {scale: said, isCertain, why: `its numbers are ${scaleTitles[said]}, as was said`};
  }
  const scale = known ?? guessScale(trial);
  if (known !== undefined) {
    const why = `it ends in ${activation}, so its numbers are taken as ${scaleTitles[scale]}`;
    return {scale, isCertain, why};
  }
  const [low, high] = trial.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity]
  );
  const range = `from ${rounded(low)} to ${rounded(high)} over draws of z`;
  return {scale, isCertain, why: `its numbers, ${range}, are taken as ${scaleTitles[scale]}`};
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(2))).replace("-", "−");
}
