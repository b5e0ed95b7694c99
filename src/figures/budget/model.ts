import {fromBase64, fromFloat16} from "../../formats/bytes.js";
import type {BatchSplit, GradientPool, VarianceParts} from "../../math/minibatch-gradients.js";
import {splitVariance, varianceParts} from "../../math/minibatch-gradients.js";

/** The decoder passes of a step, M · L, as in the paper. */
export const BUDGET = 100;

/** The ways to spend them, by L from 1 on. */
export const splits: readonly BatchSplit[] = [1, 2, 4, 5, 10, 20, 25, 50, 100].map((samples) => ({
  images: BUDGET / samples,
  samples
}));

/** Gradients of single draws at one state of a training, as the build writes them. */
interface RecordedPool {
  /** The minibatches that had been taken. */
  steps: number;
  /** The two latents whose gradients vary most, from 0. */
  latents: readonly [number, number];
  /** Their gradients with respect to μ, [images, draws, 2]: float16 in base64. */
  gradients: string;
  /** Of the gradients with respect to μ and log σ of all latents. */
  all: VarianceParts;
}

/** What the build writes. */
export interface RecordedPools {
  /** Images, draws of q for each of them, and the seed of the draws. */
  images: number;
  draws: number;
  seed: number;
  latentSize: number;
  states: RecordedPool[];
}

/** One state of the training with its pool. */
export interface BudgetState extends Omit<RecordedPool, "gradients"> {
  pool: GradientPool;
}

/** Returns the states of a record. */
export function budgetStates({images, draws, states}: RecordedPools): BudgetState[] {
  return states.map(({gradients, ...rest}) => ({
    ...rest,
    pool: {
      images,
      draws,
      size: 2,
      values: fromFloat16(new Uint16Array(fromBase64(gradients).buffer))
    }
  }));
}

/** Returns how many times as large the variance of a minibatch is with L noises as with one. */
export function varianceRatio(pool: GradientPool, samples: number): number {
  const parts = varianceParts(pool);
  const one = splitVariance(parts, {images: BUDGET, samples: 1});
  return splitVariance(parts, {images: BUDGET / samples, samples}).total / one.total;
}
