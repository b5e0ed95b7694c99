import type {MeanElbo} from "../vae/gradient.js";

/**
 * The running mean looks back over about this share of the minibatches so far, which is a piece of
 * the same length all along a logarithmic axis, and over at most so many of them.
 */
const SHARE = 0.2;
const WINDOW = 100;

/** Sums of the terms of minibatches, in which older ones count less and less. */
export interface RunningTerms {
  reconstruction: number;
  kl: number;
  /** What all minibatches together weigh. */
  weight: number;
  /** The number of minibatches. */
  count: number;
}

/** The sums before any minibatch. */
export const noTerms: RunningTerms = {reconstruction: 0, kl: 0, weight: 0, count: 0};

/** Returns the sums with one minibatch more. */
export function addTerms(
  {reconstruction, kl, weight, count}: RunningTerms,
  terms: MeanElbo
): RunningTerms {
  const kept = 1 - 1 / Math.min(WINDOW, 1 + SHARE * count);
  return {
    reconstruction: kept * reconstruction + terms.reconstruction,
    kl: kept * kl + terms.kl,
    weight: kept * weight + 1,
    count: count + 1
  };
}

/** Returns the running mean, in nats per image; undefined before any minibatch. */
export function meanTerms({weight, ...sums}: Omit<RunningTerms, "count">): MeanElbo | undefined {
  if (weight === 0) return undefined;
  const [reconstruction, kl] = [sums.reconstruction / weight, sums.kl / weight];
  return {elbo: reconstruction - kl, reconstruction, kl};
}
