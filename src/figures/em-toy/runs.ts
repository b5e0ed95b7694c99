import type {QuadraticDecoder, WeightedNumbers} from "../../math/quadratic-decoder.js";
import {
  bestGaussian,
  evenMoments,
  leastSquares,
  meanQuadraticEvidence,
  quadraticData,
  quadraticDraws
} from "../../math/quadratic-decoder.js";
import {randomSource} from "../../math/random.js";

/** The ways to learn a decoder that are compared. */
export const methods = ["mcem", "bound"] as const;
export type ToyMethod = (typeof methods)[number];

/** What makes the toyData: no decoder has a greater likelihood. */
export const truth: QuadraticDecoder = {a: 1, b: 0, s: 0.3};
/** What is averaged over: all that the truth makes, but one draw in 10⁵. */
export const toyData: WeightedNumbers = quadraticData(truth, [-1.8, 22], 0.1);
/** Where all begin: a decoder that has learned nothing. */
const start: QuadraticDecoder = {a: 0.5, b: 0.5, s: 1};
/** The steps of each way. */
export const STEPS = 60;
/** Draws of the posterior of each x, in each step of Monte Carlo EM. */
export const DRAWS = 20;

/** Decoders that learn, by each way. */
export interface ToyRuns {
  /** The decoder after each step, the start first. */
  models: Record<ToyMethod, QuadraticDecoder[]>;
  /** The mean of log p(x) of each, in nats per observation. */
  likelihoods: Record<ToyMethod, number[]>;
}

/** The mean of log p(x) of the truth, in nats per observation: none is greater. */
export const greatest = meanQuadraticEvidence(truth, toyData);

/**
 * Yields two decoders as they learn: by Monte Carlo EM (appendix E), with exact draws of each x’s
 * posterior, and by the bound, with the best Gaussian q for each x.
 */
export async function* toyRuns(
  seed: number,
  pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve))
): AsyncGenerator<ToyRuns, void> {
  const source = randomSource(seed);
  const next: Record<ToyMethod, (decoder: QuadraticDecoder) => QuadraticDecoder> = {
    mcem: (decoder) => leastSquares(toyData, (x) => drawnMoments(decoder, x, source)),
    bound: (decoder) => leastSquares(toyData, (x) => evenMoments(bestGaussian(decoder, x)))
  };
  const models: ToyRuns["models"] = {mcem: [start], bound: [start]};
  const likelihoods: ToyRuns["likelihoods"] = {mcem: [], bound: []};
  for (let step = 0; step <= STEPS; ++step) {
    for (const method of methods) {
      const model = models[method][step];
      likelihoods[method].push(meanQuadraticEvidence(model, toyData));
      if (step < STEPS) models[method].push(next[method](model));
    }
    await pause();
    if (step % 5 !== 0) continue;
    yield {
      models: {mcem: models.mcem.slice(0, step + 1), bound: models.bound.slice(0, step + 1)},
      likelihoods: {mcem: [...likelihoods.mcem], bound: [...likelihoods.bound]}
    };
  }
}

/** Returns the means of z² and z⁴ over draws of the exact posterior. */
function drawnMoments(decoder: QuadraticDecoder, x: number, source: () => number) {
  const uniforms = Array.from({length: DRAWS}, source);
  const squares = quadraticDraws(decoder, x, uniforms).map((z) => z * z);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value / DRAWS, 0);
  return {square: mean(squares), fourth: mean(squares.map((square) => square ** 2))};
}
