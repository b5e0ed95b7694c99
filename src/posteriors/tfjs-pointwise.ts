import {pixelsOfLogits} from "../engine/decoder.js";
import {startTfjs} from "../engine/tfjs/backend.js";
import {imageValues} from "../formats/image-size.js";
import {openOwnModel} from "../own/model.js";
import type {TfjsOpening} from "../own/session.js";
import {isWholeFile} from "../shipped/site-file.js";
import type {PicturedDecoder} from "./session.js";

/** The images that are decoded between two reports of progress. */
const REPORT_EVERY = 256;

/**
 * Returns a promise to a decoder of the reader’s own that computes at once, for a worker.
 *
 * @param tell gets how many images have been decoded so far
 * @throws Error (as a rejection) in one sentence naming the network and what does not fit
 */
export async function openTfjsPointwise(
  {network, paths, settings}: TfjsOpening,
  tell: (count: number) => void
): Promise<PicturedDecoder> {
  const {decoder} = await openOwnModel(
    {type: "tfjs", decoder: network.decoder},
    {
      kernel: () => Promise.reject(new Error("a network of tfjs has no kernel")),
      startTfjs: () => startTfjs(paths, isWholeFile)
    },
    settings
  );
  let decoded = 0;

  function logits(z: Float32Array, count: number): Float32Array {
    const parts: Float32Array[] = [];
    for (let start = 0; start < count; start += REPORT_EVERY) {
      const end = Math.min(count, start + REPORT_EVERY);
      const {latentSize} = decoder;
      const part = z.subarray(start * latentSize, end * latentSize);
      parts.push(decoder.logitsNow!(part, end - start));
      decoded += end - start;
      if (count > REPORT_EVERY) tell(decoded);
    }
    if (parts.length === 1) return parts[0];
    const all = new Float32Array(count * imageValues(decoder));
    parts.forEach((part, i) => all.set(part, i * parts[0].length));
    return all;
  }

  return {logits, pixels: (z, count) => pixelsOfLogits(logits(z, count))};
}
