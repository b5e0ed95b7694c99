import type {FullPosterior} from "../../math/full-bayes.js";
import {COUNT, fullEstimate} from "../../math/full-bayes.js";
import {randomSource} from "../../math/random.js";

/** The data of a minibatch, M. */
export const BATCH = 5;

/** The updates of a run. */
export const UPDATES = 3000;

/** What the divergence of θ is multiplied by in the estimator: right, and by mistake. */
export const thetaScales = {once: 1, scaled: COUNT / BATCH} as const;
export type ThetaScale = keyof typeof thetaScales;

/** Options for fullBayesRun. */
interface RunOptions {
  seed: number;
  /** The sign of w at the start. */
  sign: 1 | -1;
  scale: ThetaScale;
}

const RATE = 0.05;
/** Adam’s decay rates and its guard against a division by zero. */
const [DECAY, SQUARE_DECAY, TINY] = [0.9, 0.999, 1e-8];

/**
 * Returns q after each update of a run, the start first, by stochastic ascent on the estimator of
 * appendix F with Adam; the rate falls with the root of the updates.
 */
export function fullBayesRun({seed, sign, scale}: RunOptions): FullPosterior[] {
  const source = randomSource(seed);
  // w, b, their log σ², slope, offset and log σ² of z.
  let values = [0.3 * sign, 0, -2, -2, 0, 0, -1];
  const first = values.map(() => 0);
  const second = values.map(() => 0);
  const path = [posteriorOf(values)];
  for (let t = 1; t <= UPDATES; ++t) {
    const {gradient} = fullEstimate(path[t - 1], {
      source,
      batch: BATCH,
      thetaScale: thetaScales[scale]
    });
    const {mu, logVar, slope, offset, zLogVar} = gradient;
    const slopes = [...mu, ...logVar, slope, offset, zLogVar];
    values = values.map((value, i) => {
      first[i] = DECAY * first[i] + (1 - DECAY) * slopes[i];
      second[i] = SQUARE_DECAY * second[i] + (1 - SQUARE_DECAY) * slopes[i] ** 2;
      const mean = first[i] / (1 - DECAY ** t);
      const size = Math.sqrt(second[i] / (1 - SQUARE_DECAY ** t)) + TINY;
      return value + ((RATE / Math.sqrt(1 + t / 100)) * mean) / size;
    });
    path.push(posteriorOf(values));
  }
  return path;
}

function posteriorOf([w, b, wLogVar, bLogVar, slope, offset, zLogVar]: number[]): FullPosterior {
  return {mu: [w, b], logVar: [wLogVar, bLogVar], slope, offset, zLogVar};
}

/** Returns estimates of the bound of one q, in nats, each from a minibatch of its own. */
export function thetaBoundEstimates(
  q: FullPosterior,
  {seed, scale, count}: {seed: number; scale: ThetaScale; count: number}
): number[] {
  const source = randomSource(seed, 1);
  return Array.from(
    {length: count},
    () => fullEstimate(q, {source, batch: BATCH, thetaScale: thetaScales[scale]}).bound
  );
}
