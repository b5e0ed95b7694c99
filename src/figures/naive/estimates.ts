import {cholesky} from "../../math/cholesky.js";
import {fullGaussianDraws, fullGaussianLogDensity} from "../../math/gaussian-fit.js";
import type {FullGaussian} from "../../math/gaussian-fit.js";
import type {RunningEstimates} from "../../math/importance.js";
import {runningEstimates} from "../../math/importance.js";
import type {PosteriorShape} from "../../math/posterior.js";
import {logJoint, posteriorShape} from "../../math/posterior.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {PosteriorClient} from "../../posteriors/client.js";

/** What the draws may come from: the prior, or a Gaussian that is fitted to the posterior. */
export const drawSources = ["prior", "fitted"] as const;

/** One of them. */
export type DrawSource = (typeof drawSources)[number];

/** What draws say of log p(x), so far. */
export interface NaiveEstimates {
  /** log p(x) itself, by lattices, in nats. */
  exact: number;
  /** The mean of the true posterior: whereabouts the image comes from. */
  mean: readonly [number, number];
  /** The draws of the first run, row-major [draws, 2]. */
  z: Float32Array;
  /**
   * The logarithms of the weights of each run’s draws that are done, in nats, the first run’s first:
   * log p(x|z) of draws from the prior, log p(x, z) − log q(z) of draws from a q.
   */
  logWeights: Float64Array[];
  /** The estimates of each run. */
  runs: RunningEstimates[];
}

/** Options for naiveEstimates. */
interface NaiveOptions {
  seed: number;
  runs: number;
  /** Of each run, at most. */
  draws: number;
  from: DrawSource;
}

/** The draws that are decoded at once: few, so that another image need not wait long. */
const STEP = 1000;

/**
 * By which the covariance of the fitted Gaussian is multiplied: where q is narrower than the
 * posterior, single draws get weights without a bound.
 */
const WIDENING = 2;

/**
 * Yields the Monte Carlo estimates of log p(x) as they grow: the first run, then the others, each
 * from its own stream of the seed.
 */
export async function* naiveEstimates(
  client: Pick<PosteriorClient, "landscape" | "posterior" | "likelihoods">,
  x: Float32Array,
  {seed, runs, draws, from}: NaiveOptions
): AsyncGenerator<NaiveEstimates, void> {
  // Asked for at once: what the second answer is about is what the first one opens.
  const [, posterior] = await Promise.all([client.landscape(x), client.posterior()]);
  const shape = posteriorShape(posterior);
  const truth = {exact: posterior.logEvidence, mean: shape.mean};
  const q = from === "prior" ? undefined : fittedTo(shape);
  const points = (run: number) => {
    const epsilon = standardNormals(randomSource(seed, run), 2 * draws);
    return q === undefined ? epsilon : Float32Array.from(fullGaussianDraws(q, epsilon));
  };
  const first = points(0);
  const finished: Pick<NaiveEstimates, "logWeights" | "runs"> = {logWeights: [], runs: []};
  for (let run = 0; run < runs; ++run) {
    const z = run === 0 ? first : points(run);
    const weights = new Float64Array(draws);
    for (let at = 0; at < draws; at += STEP) {
      const part = z.slice(2 * at, 2 * Math.min(draws, at + STEP));
      weights.set(logWeightsOf(await client.likelihoods(x, part), part, q), at);
      const done = at + part.length / 2;
      if (done < draws && run > 0) continue;
      const present = weights.slice(0, done);
      const growing = {logWeights: [present], runs: [runningEstimates(present)]};
      if (done === draws) {
        finished.logWeights.push(...growing.logWeights);
        finished.runs.push(...growing.runs);
      }
      const shown = done === draws ? finished : growing;
      yield {...truth, z: first, logWeights: [...shown.logWeights], runs: [...shown.runs]};
    }
  }
}

/** Returns the Gaussian with the mean of a posterior and a multiple of its covariance. */
function fittedTo({mean, deviations: [a, b], correlation}: PosteriorShape): FullGaussian {
  const both = correlation * a * b;
  const covariance = Float64Array.of(a * a, both, both, b * b).map((value) => WIDENING * value);
  return {mean: Float64Array.from(mean), factor: cholesky(covariance, 2)};
}

function logWeightsOf(
  logLikelihood: Float64Array,
  z: Float32Array,
  q: FullGaussian | undefined
): Float64Array {
  if (q === undefined) return logLikelihood;
  const logDensity = fullGaussianLogDensity(q, Float64Array.from(z));
  return logJoint(logLikelihood, z).map((value, i) => value - logDensity[i]);
}
