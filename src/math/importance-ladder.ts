import {runningEstimates} from "./importance.js";
import type {PlaneGaussian} from "./plane-gaussian.js";
import {planeKlToPrior, planeLogDensity, planeSamples} from "./plane-gaussian.js";
import type {LogLikelihood} from "./posterior.js";
import {logJoint} from "./posterior.js";

/** The draws of a run. All rungs divide it, so that each uses every draw, and none of them twice. */
export const RUN_DRAWS = 1000;

/** The numbers of draws K of the ladder: all divisors of RUN_DRAWS. */
export const rungCounts: readonly number[] = Array.from(
  {length: RUN_DRAWS},
  (_, i) => i + 1
).filter((count) => RUN_DRAWS % count === 0);

/** Draws of one q for one image, as logarithms of what is averaged. */
export interface LadderRun {
  /** log p(x, z) − log q(z|x) of each draw, in nats. */
  logWeights: Float64Array;
  /** log p(x|z) of each draw, in nats. */
  logLikelihoods: Float64Array;
}

/** What K draws say of log p(x), on average over repeats; in nats. */
export interface Rung {
  /** K. */
  draws: number;
  /** The mean of log (1/K) Σ p(x, zₖ)/q(zₖ|x): the bound that K draws make. */
  bound: number;
  /** The mean of log (1/K) Σ p(x|zₖ), less KL(q ‖ p(z)): no bound, unless K is 1. */
  outside: number;
  /** The mean effective sample size, from 1 to K. */
  size: number;
}

/**
 * Returns a run of RUN_DRAWS draws z of q.
 *
 * @param epsilon noise, row-major [RUN_DRAWS, 2]
 */
export function ladderRun(
  logLikelihood: LogLikelihood,
  q: PlaneGaussian,
  epsilon: Float64Array
): LadderRun {
  const z = planeSamples(q, epsilon);
  return weightedRun(q, z, logLikelihood(z));
}

/** Returns the run of draws z of q, given log p(x|z) there. */
export function weightedRun(
  q: PlaneGaussian,
  z: Float32Array,
  logLikelihoods: Float64Array
): LadderRun {
  const logDensity = planeLogDensity(q, z);
  const joint = logJoint(logLikelihoods, z);
  return {logLikelihoods, logWeights: joint.map((value, k) => value - logDensity[k])};
}

/**
 * Returns the ladder of importance-weighted bounds of an image [burda2015]: each run is cut into
 * pieces of K draws, and each piece is a repeat. By Jensen's inequality no piece of draws has a
 * greater estimate on average than the pieces that hold it, so that `bound` cannot fall from one K to
 * a multiple of it, whatever the draws.
 */
export function ladderRungs(runs: readonly LadderRun[], q: PlaneGaussian): Rung[] {
  const kl = planeKlToPrior(q);
  return rungCounts.map((draws) => {
    const means = {bound: 0, outside: 0, size: 0};
    const pieces = (runs.length * RUN_DRAWS) / draws;
    for (const {logWeights, logLikelihoods} of runs) {
      for (let start = 0; start < RUN_DRAWS; start += draws) {
        const weights = lastOf(logWeights.subarray(start, start + draws));
        means.bound += weights.estimate / pieces;
        means.size += weights.size / pieces;
        const {estimate} = lastOf(logLikelihoods.subarray(start, start + draws));
        means.outside += (estimate - kl) / pieces;
      }
    }
    return {draws, ...means};
  });
}

/** Returns what all of some draws say. */
function lastOf(logWeights: Float64Array): {estimate: number; size: number} {
  const {estimates, sizes} = runningEstimates(logWeights);
  return {estimate: estimates[estimates.length - 1], size: sizes[sizes.length - 1]};
}
