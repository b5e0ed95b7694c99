import {logMeanExp} from "./importance.js";
import {fitGaussian, fullGaussianLogDensity} from "./gaussian-fit.js";

/** Options for marginalLikelihood. */
export interface MarginalLikelihoodOptions {
  /** The number of latent dimensions: fewer than about 5, says the paper. */
  dimensions: number;
  /** By which the fitted covariance is multiplied; too wide a q is the dangerous side. Defaults to 1. */
  widen?: number;
}

/**
 * Returns the estimate of log p(x) of appendix D, in nats:
 *
 *   p(x) ≈ (1/L Σ q(zₗ) / (p(zₗ) p(x|zₗ)))⁻¹,  zₗ ~ p(z|x),
 *
 * with q the Gaussian that fits other posterior draws: on the draws that it was fitted to, q is
 * too large on average, and the estimate too small. 1/p(x) is unbiased, so that log p(x) is too large
 * on average (Jensen). Where q does not cover the draws' hills, or they not the posterior's, the
 * estimate is of the hills that were seen, and its spread does not show it.
 *
 * @param fitted draws of the posterior, row-major [count, dimensions]; q is fitted to them
 * @param draws other draws of it, row-major [L, dimensions]
 * @param logJoint log p(x|z) + log p(z) of the latter, in nats
 */
export function marginalLikelihood(
  fitted: Float64Array,
  draws: Float64Array,
  logJoint: ArrayLike<number>,
  {dimensions, widen}: MarginalLikelihoodOptions
): number {
  const q = fitGaussian(fitted, dimensions, {widen});
  const ratios = fullGaussianLogDensity(q, draws).map((value, l) => value - logJoint[l]);
  return -logMeanExp(ratios);
}

/**
 * Returns the importance-sampling estimate of log p(x), in nats: log 1/L Σ p(x, zₗ) / q(zₗ) with
 * zₗ ~ q. It serves any number of latents; p(x) is unbiased, so that log p(x) is too small on
 * average. q has to cover the posterior: a widened one does at little cost.
 *
 * @param logJoint log p(x|z) + log p(z) of the draws
 * @param logDensity log q(z) of the draws
 */
export function importanceLikelihood(
  logJoint: ArrayLike<number>,
  logDensity: ArrayLike<number>
): number {
  return logMeanExp(Float64Array.from(logJoint, (joint, l) => joint - logDensity[l]));
}
