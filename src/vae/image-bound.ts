import {diagonalKlToPrior, type DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalSamples} from "./diagonal-samples.js";
import {pointsUnder} from "./points-under.js";
import type {LogLikelihood} from "./posterior.js";

/**
 * Returns the bound of equation (3) for one image and one q, in nats: E_q[log p(x|z)] by
 * quadrature, less KL(q ‖ p(z)) in closed form.
 *
 * @param logLikelihood log p(x|z) at rows of z
 * @param count points under q, which are decoded
 */
export function boundByQuadrature(
  logLikelihood: LogLikelihood,
  q: DiagonalGaussian,
  count: number
): number {
  const {z, weights} = pointsUnder(q, count);
  const values = logLikelihood(z);
  return weights.reduce((sum, weight, i) => sum + weight * values[i], 0) - diagonalKlToPrior(q);
}

/**
 * Returns the estimate of equation (7) for one image and one q, in nats: the mean of log p(x|z)
 * over L draws z = μ + σ ⊙ ε, less KL(q ‖ p(z)) in closed form.
 *
 * @param logLikelihood log p(x|z) at rows of z
 * @param epsilon draws of N(0, 1), row-major [L, latentSize]
 * @throws RangeError if epsilon is not of whole rows
 */
export function boundBySamples(
  logLikelihood: LogLikelihood,
  q: DiagonalGaussian,
  epsilon: Float32Array
): number {
  const values = logLikelihood(diagonalSamples(q.mu, q.logVar, epsilon));
  return values.reduce((sum, value) => sum + value, 0) / values.length - diagonalKlToPrior(q);
}
