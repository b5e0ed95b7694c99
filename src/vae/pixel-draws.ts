import type {RandomSource} from "./random.js";

/**
 * Returns an image drawn from the Bernoulli decoder (appendix C.1): each pixel is 1 with the
 * probability that its logit says, else 0, independently of all others.
 *
 * @param logits one for each pixel
 */
export function pixelDraws(
  logits: ArrayLike<number>,
  source: RandomSource
): Float32Array<ArrayBuffer> {
  return Float32Array.from(logits, (logit) => (source() < 1 / (1 + Math.exp(-logit)) ? 1 : 0));
}
