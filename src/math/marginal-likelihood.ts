import {diagonalLogDensity, type DiagonalGaussian} from "./diagonal-gaussian.js";
import {
  fitGaussian,
  fullGaussianDraws,
  fullGaussianLogDensity,
  type FullGaussian
} from "./gaussian-fit.js";
import {logMeanExp, runningEstimates} from "./importance.js";
import {sampleMoments} from "./moments.js";
import {standardNormals, type RandomSource} from "./random.js";

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
  return reciprocalEstimate(fullGaussianLogDensity(q, draws), logJoint);
}

/**
 * Returns −log (1/L Σ q(zₗ) / p(x, zₗ)), in nats: the estimate of log p(x) of appendix D for any
 * density q, from draws zₗ of the posterior. With the prior as q it is the harmonic mean.
 *
 * @param logDensity log q(zₗ), in nats
 * @param logJoint log p(x, zₗ), in nats
 */
export function reciprocalEstimate(
  logDensity: ArrayLike<number>,
  logJoint: ArrayLike<number>
): number {
  return -logMeanExp(Float64Array.from(logDensity, (value, l) => value - logJoint[l]));
}

/** What importance sampling draws the z of one image from. */
export interface Proposal {
  /** Returns draw l, made of noise ε ~ N(0, I), and log q(z) of it, in nats. */
  draw(l: number, epsilon: Float32Array): {z: ArrayLike<number>; logDensity: number};
}

/** Returns a Gaussian as a proposal. */
export function gaussianProposal(q: FullGaussian): Proposal {
  return {
    draw(_, epsilon) {
      const z = fullGaussianDraws(q, epsilon);
      return {z, logDensity: fullGaussianLogDensity(q, z)[0]};
    }
  };
}

/** By which the variances of an encoder's q are multiplied, one a part of the mixture. */
const WIDENINGS: readonly number[] = [1, 4, 16];

/**
 * Returns an encoder's q, widened, as a proposal: the mixture of equal parts 1/K Σ N(μ, cₖ σ²), whose
 * draws come from its parts in turn. Most encoders' q are too narrow, and often in the wrong place:
 * where q is much smaller than the posterior, hardly any draw falls, and the few that do have all the
 * weight. With a mixture (Hesterberg 1995) no weight is more than K times what the best of its
 * parts would give, so that its widest parts cost little where the encoder is right. No variance
 * becomes larger than the prior's 1: a latent that is switched off has it already, and 200 that
 * were widened beyond it would leave no draw where the posterior is.
 *
 * @param widenings the c of each part; defaults to 1, 4 and 16
 */
export function widenedProposal(
  {mu, logVar}: DiagonalGaussian,
  widenings: readonly number[] = WIDENINGS
): Proposal {
  const parts = widenings.map((widening) => ({
    mu,
    logVar: logVar.map((value) => Math.max(value, Math.min(value + Math.log(widening), 0)))
  }));
  return {
    draw(l, epsilon) {
      const from = parts[l % parts.length].logVar;
      const z = Float64Array.from(epsilon, (e, j) => mu[j] + Math.exp(from[j] / 2) * e);
      const logs = parts.map((part) => diagonalLogDensity(part, z)[0]);
      const top = Math.max(...logs);
      const mean = logs.reduce((sum, log) => sum + Math.exp(log - top), 0) / logs.length;
      return {z, logDensity: top + Math.log(mean)};
    }
  };
}

/** What importance sampling says of one image's log p(x). */
export interface ImportanceEstimate {
  /** log p(x) by all draws, in nats. */
  estimate: number;
  /** The standard deviation of the estimate by one repeat, over the repeats; NaN of a single one. */
  spread: number;
  /** The effective sample size of all draws, from 1 to their number. */
  effectiveSize: number;
}

/** Options for importanceEstimates. */
export interface ImportanceOptions {
  source: RandomSource;
  dimensions: number;
  /** The draws of each repeat: a multiple of a mixture's parts, so that all have as many. */
  draws: number;
  repeats: number;
}

/**
 * Returns the estimate of each image's log p(x) by importance sampling, for any number of latents:
 *
 *   p(x) ≈ 1/L Σ p(x, zₗ) / q(zₗ),  zₗ ~ q.
 *
 * p(x) is unbiased, so that log p(x) is too small on average (Jensen). The spread and the effective
 * size are of the draws that there were: a q that misses the posterior altogether has both
 * small.
 *
 * @param logJoint returns log p(x, z) of one point an image, row-major [count, dimensions], in nats
 * @param proposals one an image; an image without has no estimate
 */
export function importanceEstimates(
  logJoint: (z: Float64Array) => ArrayLike<number>,
  proposals: readonly (Proposal | undefined)[],
  {source, dimensions, draws, repeats}: ImportanceOptions
): (ImportanceEstimate | undefined)[] {
  const weights = proposals.map(() => new Float64Array(draws * repeats));
  for (let l = 0; l < draws * repeats; ++l) {
    const points = new Float64Array(proposals.length * dimensions);
    for (const [image, proposal] of proposals.entries()) {
      // Noise is drawn for every image, so that one does not depend on another.
      const epsilon = standardNormals(source, dimensions);
      if (proposal === undefined) continue;
      const {z, logDensity} = proposal.draw(l, epsilon);
      points.set(z, image * dimensions);
      weights[image][l] = -logDensity;
    }
    const values = logJoint(points);
    for (const [image, logWeights] of weights.entries()) logWeights[l] += values[image];
  }
  return weights.map((logWeights, image) => {
    if (proposals[image] === undefined) return undefined;
    const {estimates, sizes} = runningEstimates(logWeights);
    const apart = Array.from({length: repeats}, (_, r) =>
      lastOf(runningEstimates(logWeights.subarray(r * draws, (r + 1) * draws)).estimates)
    );
    return {
      estimate: lastOf(estimates),
      spread: Math.sqrt(sampleMoments(apart).variance),
      effectiveSize: lastOf(sizes)
    };
  });
}

function lastOf(values: Float64Array): number {
  return values[values.length - 1];
}
