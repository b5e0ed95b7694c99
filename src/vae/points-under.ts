import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalSamples} from "./diagonal-samples.js";
import {goldenPoints} from "./golden-points.js";

/** Points of the latent space, each with its share of a q. */
export interface PointsUnder {
  /** z = μ + σ ⊙ ε, row-major, [count, latentSize]. */
  z: Float32Array<ArrayBuffer>;
  /** Shaped as z. */
  epsilon: Float64Array<ArrayBuffer>;
  /** One a point; their sum is 1. */
  weights: Float64Array<ArrayBuffer>;
}

/** Returns points for expectations under q: E_q[h(z)] ≈ Σ weight · h(z); see goldenPoints. */
export function pointsUnder({mu, logVar}: DiagonalGaussian, count: number): PointsUnder {
  const {epsilon, weights} = goldenPoints(mu.length, count);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    z: diagonalSamples(mu, logVar, epsilon),
    epsilon,
    weights: weights.map((weight) => weight / total)
  };
}
