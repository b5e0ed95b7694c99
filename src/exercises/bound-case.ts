import {boundBySamples} from "../math/bound.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import {diagonalKlToPrior} from "../math/diagonal-gaussian.js";
import {imageLikelihoods} from "../math/likelihood.js";
import {exerciseNormals} from "./gaussian-cases.js";

/** Returns log p(x|z) of one image at one place, in nats. */
export type PointLikelihood = (x: ArrayLike<number>, z: ArrayLike<number>) => number;

/** What a bound is a function of: an image, a q, noise of L draws, and a decoder. */
export interface BoundCase {
  x: readonly number[];
  q: DiagonalGaussian;
  /** One row of ε for each draw. */
  noise: readonly (readonly number[])[];
  logLikelihood: PointLikelihood;
}

/** The numbers of latents, of pixels and of draws that are tried. */
const shapes = [
  {latents: 2, pixels: 4, draws: 1},
  {latents: 2, pixels: 6, draws: 3},
  {latents: 1, pixels: 5, draws: 2},
  {latents: 5, pixels: 9, draws: 7}
];

/** Returns images, q’s, noise and small Bernoulli decoders, all drawn by seeds. */
export function boundCases(): BoundCase[] {
  return shapes.map(({latents, pixels, draws}, i) => {
    const normals = (count: number, use: number) => exerciseNormals(count, i, 3, use);
    return {
      x: normals(pixels, 0).map((value) => 1 / (1 + Math.exp(-2 * value))),
      q: {mu: normals(latents, 1), logVar: normals(latents, 2).map((value) => value - 1)},
      noise: Array.from({length: draws}, (_, l) => normals(latents, 10 + l)),
      logLikelihood: smallDecoder(normals(pixels * latents, 3), normals(pixels, 4))
    };
  });
}

/** Returns log p(x|z) of a Bernoulli decoder of one layer, its weights row-major [pixels, latents]. */
function smallDecoder(weights: readonly number[], bias: readonly number[]): PointLikelihood {
  const latents = weights.length / bias.length;
  return (x, z) => {
    if (z.length !== latents) {
      throw new RangeError(`invalid z: length ${z.length}, expected ${latents}`);
    }
    const logits = Float32Array.from(bias, (b, pixel) =>
      Array.from(z).reduce((sum, value, j) => sum + weights[pixel * latents + j]! * value, b)
    );
    return imageLikelihoods(Float32Array.from(x), logits)[0]!;
  };
}

/** Returns the bound of a case by equation (7), as the library computes it, in nats. */
export function rightBound({x, q, noise, logLikelihood}: BoundCase): number {
  const latents = q.mu.length;
  const rows = (z: Float32Array) =>
    Float64Array.from({length: z.length / latents}, (_, l) =>
      logLikelihood(x, z.subarray(l * latents, (l + 1) * latents))
    );
  return boundBySamples(rows, q, Float32Array.from(noise.flat()));
}

/** Returns the two terms of the right bound: bound = reconstruction − kl, in nats. */
export function rightTerms(given: BoundCase): {reconstruction: number; kl: number} {
  const kl = diagonalKlToPrior(given.q);
  return {reconstruction: rightBound(given) + kl, kl};
}
