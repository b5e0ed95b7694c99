import {randomNormal} from "d3-random";

/** A source of uniform numbers in [0, 1). */
export type RandomSource = () => number;

/**
 * Returns a seeded uniform source (sfc32). Equal seeds and streams give equal numbers on every
 * machine; different streams of one seed are independent in practice. A generator keyed by what
 * it is for (the epoch, the step) needs no saved state: a resumed run simply asks for it again.
 *
 * @param seed any integer; 0 is as good as any other
 * @param stream integers that tell apart the uses of one seed, such as [epoch]
 * @throws RangeError if the seed or a stream number is not a safe integer
 */
export function randomSource(seed: number, ...stream: number[]): RandomSource {
  const state = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  for (const key of [seed, ...stream]) {
    if (!Number.isSafeInteger(key))
      throw new RangeError(`invalid seed: ${key}, expected a whole number`);
    absorb(state, key | 0);
    absorb(state, Math.floor(key / 2 ** 32) | 0);
  }
  return () => next(state) / 2 ** 32;
}

/** Mutates the state: mixes one 32-bit word in and stirs until it has reached all others. */
function absorb(state: number[], word: number): void {
  state[0] ^= word;
  for (let i = 0; i < 12; ++i) next(state);
}

/** Mutates the state by one round of sfc32 and returns 32 unsigned bits. */
function next(state: number[]): number {
  const [a, b, c, counter] = state;
  const sum = (((a + b) | 0) + counter) | 0;
  state[0] = b ^ (b >>> 9);
  state[1] = (c + (c << 3)) | 0;
  state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
  state[3] = (counter + 1) | 0;
  return sum >>> 0;
}

/** Returns n draws of ε ~ N(0, 1). */
export function standardNormals(source: RandomSource, n: number): Float32Array<ArrayBuffer> {
  const draw = randomNormal.source(source)(0, 1);
  return Float32Array.from({length: n}, draw);
}

/** Returns n uniform numbers in (0, 1), without the ends, where many a quantile is infinite. */
export function openUniforms(source: RandomSource, n: number): number[] {
  // The source gives multiples of 2⁻³²; half a step more is never 0 or 1.
  return Array.from({length: n}, () => source() + 2 ** -33);
}

/** Returns the integers 0 … n − 1 in random order, each order equally likely (Fisher–Yates). */
export function permutation(source: RandomSource, n: number): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({length: n}, (_, i) => i);
  for (let i = n - 1; i > 0; --i) {
    const j = Math.floor(source() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * Returns draws of z from the prior N(0, I), row-major [count, latentSize]. With one seed, draw i
 * of a model of few latents is the beginning of draw i of a model of more.
 */
export function priorSamples(
  seed: number,
  count: number,
  latentSize: number
): Float32Array<ArrayBuffer> {
  const z = new Float32Array(count * latentSize);
  for (let i = 0; i < count; ++i) {
    z.set(standardNormals(randomSource(seed, i), latentSize), i * latentSize);
  }
  return z;
}

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
