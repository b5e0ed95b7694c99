import type {RunningEstimates} from "../../math/importance.js";
import {runningEstimates} from "../../math/importance.js";
import {posteriorShape} from "../../math/posterior.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {PosteriorClient} from "../../posteriors/client.js";

/** What draws from the prior say of log p(x), so far. */
export interface NaiveEstimates {
  /** log p(x) itself, by lattices, in nats. */
  exact: number;
  /** The mean of the true posterior: whereabouts the image comes from. */
  mean: readonly [number, number];
  /** The draws of the first run, row-major [draws, 2]. */
  z: Float32Array;
  /** log p(x|z) at those that are done, in nats: the logarithms of their weights. */
  logWeights: Float64Array;
  /** The estimates of each run, the first one’s first. */
  runs: RunningEstimates[];
}

/** The draws that are decoded at once: few, so that another image need not wait long. */
const STEP = 1000;

/**
 * Yields the naive Monte Carlo estimates of log p(x) as they grow: the first run, then the others,
 * each from its own stream of the seed.
 *
 * @param draws of each run, at most
 */
export async function* naiveEstimates(
  client: Pick<PosteriorClient, "landscape" | "posterior" | "likelihoods">,
  x: Float32Array,
  {seed, runs, draws}: {seed: number; runs: number; draws: number}
): AsyncGenerator<NaiveEstimates, void> {
  // Asked for at once: what the second answer is about is what the first one opens.
  const [, posterior] = await Promise.all([client.landscape(x), client.posterior()]);
  const truth = {exact: posterior.logEvidence, mean: posteriorShape(posterior).mean};
  const finished: RunningEstimates[] = [];
  const z = standardNormals(randomSource(seed, 0), 2 * draws);
  const logWeights = new Float64Array(draws);
  for (let run = 0; run < runs; ++run) {
    const points = run === 0 ? z : standardNormals(randomSource(seed, run), 2 * draws);
    const weights = run === 0 ? logWeights : new Float64Array(draws);
    for (let from = 0; from < draws; from += STEP) {
      const to = Math.min(draws, from + STEP);
      weights.set(await client.likelihoods(x, points.slice(2 * from, 2 * to)), from);
      const present = runningEstimates(weights.subarray(0, to));
      if (to === draws) finished.push(present);
      const growing = run === 0 && to < draws ? [present] : finished;
      yield {...truth, z, logWeights: run === 0 ? weights.slice(0, to) : logWeights, runs: growing};
    }
  }
}
