/**
 * What the last layer of a decoder gives for a pixel: logits, of which the means are the sigmoid, or
 * the means themselves, in one of the ranges to which images are scaled before training.
 */
export const outputScales = ["logits", "means", "-1 to 1", "0 to 255"] as const;

export type OutputScale = (typeof outputScales)[number];

/** Means are kept so far from 0 and 1, where a logit would be infinite; Keras does the same. */
const SMALLEST_MEAN = 1e-7;

/** Returns whether a value is one of the scales. */
export function isOutputScale(value: unknown): value is OutputScale {
  return outputScales.some((one) => one === value);
}

/** Returns the means of pixels, in [0, 1], from what the last layer gives. */
export function meansOf(values: Float32Array, scale: OutputScale): Float32Array<ArrayBuffer> {
  const mean = meanBy[scale];
  return Float32Array.from(values, (value) => Math.min(1, Math.max(0, mean(value))));
}

/** Returns the logits of pixels from what the last layer gives. */
export function logitsOf(values: Float32Array, scale: OutputScale): Float32Array<ArrayBuffer> {
  if (scale === "logits") return Float32Array.from(values);
  return meansOf(values, scale).map((mean) => {
    const inside = Math.min(1 - SMALLEST_MEAN, Math.max(SMALLEST_MEAN, mean));
    return Math.log(inside) - Math.log1p(-inside);
  });
}

/** Returns pixels in [0, 1] as a model of a scale reads them; logits and means go with [0, 1]. */
export function scaledInputs(x: Float32Array, scale: OutputScale): Float32Array<ArrayBuffer> {
  if (scale === "-1 to 1") return Float32Array.from(x, (value) => 2 * value - 1);
  if (scale === "0 to 255") return Float32Array.from(x, (value) => 255 * value);
  return Float32Array.from(x);
}

const meanBy: Record<OutputScale, (value: number) => number> = {
  logits: (value) => 1 / (1 + Math.exp(-value)),
  means: (value) => value,
  "-1 to 1": (value) => (value + 1) / 2,
  "0 to 255": (value) => value / 255
};

/**
 * Returns the scale that numbers of a decoder seem to have, for draws of z from the prior.
 *
 * Trained logits are far below 0 where there is paper. Means, and their squared-error fits, which
 * overshoot a little, stay near [0, 1]; pixels in [−1, 1] do so around it, with their paper near −1;
 * and numbers up to 255 have next to none below 0. Single draws far out do not count.
 */
export function guessScale(values: Float32Array): OutputScale {
  const sorted = values.toSorted();
  const quantile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  const [low, high] = [quantile(0.01), quantile(0.99)];
  if (low >= -1.5 && high <= 1.5) return quantile(0.2) < -0.25 ? "-1 to 1" : "means";
  if (high > 20 && low >= -high / 4) return "0 to 255";
  return "logits";
}
