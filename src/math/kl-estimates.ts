import {normalGrid, sampleMoments} from "./moments.js";

/** A q(z) of one latent. */
export interface Gaussian {
  mu: number;
  /** The standard deviation, > 0. */
  sigma: number;
}

/**
 * Returns −KL(q ‖ p) = ½ (1 + log σ² − μ² − σ²) for q = N(μ, σ²) and p = N(0, 1), in nats: the
 * closed form of appendix B for one latent. It is at most 0, and 0 only where q is the prior.
 */
export function negativeKl({mu, sigma}: Gaussian): number {
  return 0.5 * (1 + Math.log(sigma ** 2) - mu ** 2 - sigma ** 2);
}

/**
 * Returns log p(z) − log q(z) at z = μ + σε, whose mean over q is −KL(q ‖ p). The constants
 * ½ log 2π of the two densities cancel.
 */
export function logRatio({mu, sigma}: Gaussian, epsilon: number): number {
  const z = mu + sigma * epsilon;
  return -0.5 * z ** 2 + Math.log(sigma) + 0.5 * epsilon ** 2;
}

/** Returns −KL(q ‖ p) by quadrature: ∫ q(z) (log p(z) − log q(z)) dz as a sum over a grid of z. */
export function negativeKlByQuadrature(q: Gaussian, nodes: number): number {
  const {epsilon, weights} = normalGrid(1, nodes);
  return epsilon.reduce((sum, e, i) => sum + weights[i] * logRatio(q, e), 0);
}

/** A Monte Carlo estimate and how far it may be off. */
export interface Estimate {
  mean: number;
  /** The sample’s standard deviation over √L. */
  standardError: number;
}

/** Returns −KL(q ‖ p) as the mean of L draws of log p(z) − log q(z) (equation 5). */
export function negativeKlByMonteCarlo(q: Gaussian, epsilon: ArrayLike<number>): Estimate {
  const values = Array.from(epsilon, (e) => logRatio(q, e));
  const {mean, variance} = sampleMoments(values);
  return {mean, standardError: Math.sqrt(variance / values.length)};
}

/**
 * Returns the variance of one draw of log p(z) − log q(z). In ε it is
 * −½μ² − μσε + ½(1 − σ²)ε² + log σ, so the variance is μ²σ² + ½(1 − σ²)².
 */
export function logRatioVariance({mu, sigma}: Gaussian): number {
  return mu ** 2 * sigma ** 2 + 0.5 * (1 - sigma ** 2) ** 2;
}
