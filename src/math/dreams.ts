import {randomSource, standardNormals} from "./random.js";

/** Marks the random streams of dreams, apart from those of weights, order, noise and evaluation. */
const LATENT_STREAM = 5;
const PIXEL_STREAM = 6;

/**
 * What the decoder's dream of an image is, given z: a draw of its pixels, as in the wake-sleep
 * algorithm, or their means, which look more like the grey pixels of real images.
 */
export type DreamKind = "draw" | "mean";

/** What decides the dreams of a sleep phase. */
export interface DreamNoise {
  /** Draws of z from the prior, row-major [M, latentSize]. */
  z: Float32Array;
  /** Two 32-bit keys for each dream, from which its pixels' uniform numbers are computed; [M, 2]. */
  keys: Int32Array;
}

/**
 * Returns a function from a step (from 0) to the noise of its dreams. It depends on the seed and the
 * step alone, so a run that was stopped goes on as if it had not been.
 */
export function dreams({
  seed,
  batchSize,
  latentSize
}: {
  seed: number;
  batchSize: number;
  latentSize: number;
}): (step: number) => DreamNoise {
  return (step) => {
    const source = randomSource(seed, PIXEL_STREAM, step);
    return {
      z: standardNormals(randomSource(seed, LATENT_STREAM, step), batchSize * latentSize),
      keys: Int32Array.from({length: 2 * batchSize}, () => (source() * 2 ** 32) | 0)
    };
  };
}

/**
 * Returns n uniform numbers in [0, 1), multiples of 2⁻²⁴: number i is a hash of i and two keys. The
 * kernel computes the same, four at a time; from a generator that is asked one number after the
 * other, the pixels of a minibatch would take as long as a layer.
 */
export function keyedUniforms([key0, key1]: ArrayLike<number> & Iterable<number>, n: number) {
  return Float32Array.from({length: n}, (_, i) => {
    const bits = mix((mix(i ^ key0) + key1) | 0);
    return (bits >>> 8) / 2 ** 24;
  });
}

/**
 * Returns dreams from their logits: each pixel 1 with the probability sigmoid(logit), else 0; or
 * that probability itself.
 *
 * @param logits row-major [M, pixels]; so is what is returned
 */
export function dreamPixels(
  logits: Float32Array,
  keys: Int32Array,
  kind: DreamKind
): Float32Array<ArrayBuffer> {
  const means = Float32Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
  if (kind === "mean") return means;
  const count = keys.length / 2;
  const pixels = logits.length / count;
  for (let row = 0; row < count; ++row) {
    const uniforms = keyedUniforms(keys.subarray(2 * row, 2 * row + 2), pixels);
    for (let i = 0, at = row * pixels; i < pixels; ++i, ++at) {
      means[at] = uniforms[i] < means[at] ? 1 : 0;
    }
  }
  return means;
}

/** Mixes the bits of a word so that each bit of the result depends on all of them (lowbias32). */
function mix(word: number): number {
  let x = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
