import type {LadderQ} from "../../formats/ladder.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {diagonalSamples} from "../../math/diagonal-gaussian.js";
import {runningEstimates} from "../../math/importance.js";
import type {LadderRun, Rung} from "../../math/importance-ladder.js";
import {ladderRungs, RUN_DRAWS, rungCounts, weightedRun} from "../../math/importance-ladder.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {PosteriorClient} from "../../posteriors/client.js";

/** The ladder of one image, as far as its draws are done. */
export interface ImageLadder {
  /** log p(x), by lattices, in nats. */
  exact: number;
  rungs: Rung[];
  /** The estimates of single runs, one value a rung each, in nats. */
  runs: number[][];
  /** The runs that the means are of. */
  count: number;
}

/** Runs of an image, and how many of them are drawn singly. */
const [RUNS, SHOWN] = [16, 8];

/**
 * Yields the ladder of an image as its runs are done, after 1, 2, 4 … of them.
 *
 * @param which the best diagonal q is searched from the encoder's
 */
export async function* imageLadder(
  client: Pick<PosteriorClient, "landscape" | "posterior" | "best" | "likelihoods">,
  {x, q: encoderQ}: {x: Float32Array; q: DiagonalGaussian},
  {seed, which}: {seed: number; which: LadderQ}
): AsyncGenerator<ImageLadder, void> {
  // Asked for at once: what the later answers are about is what the first one opens.
  const [, {logEvidence: exact}, {q}] = await Promise.all([
    client.landscape(x),
    client.posterior(),
    which === "best" ? client.best("diagonal", encoderQ, () => {}) : {q: encoderQ}
  ]);
  const runs: LadderRun[] = [];
  for (let run = 0; run < RUNS; ++run) {
    const epsilon = standardNormals(randomSource(seed, run), 2 * RUN_DRAWS);
    const z = diagonalSamples(q.mu, q.logVar, epsilon);
    runs.push(weightedRun(q, z, await client.likelihoods(x, z)));
    if (!Number.isInteger(Math.log2(runs.length))) continue;
    const single = runs.slice(0, SHOWN).map(({logWeights}) => {
      const {estimates} = runningEstimates(logWeights);
      return rungCounts.map((draws) => estimates[draws - 1]);
    });
    yield {exact, rungs: ladderRungs(runs, q), runs: single, count: runs.length};
  }
}
