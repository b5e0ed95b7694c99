import {boundGradients} from "./bound-estimates.js";
import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {standardNormal} from "./diagonal-gaussian.js";
import type {Draws} from "./gradients.js";

/** Where the ascent of one q stands. */
export interface FitState {
  /** How many steps have been taken. */
  steps: number;
  q: DiagonalGaussian;
  /** Adam’s running means of the gradient and of its square: by μ, then by log σ. */
  mean: readonly number[];
  square: readonly number[];
}

/** The largest step of μ and of log σ, about; it falls to 0 as half a cosine. */
const RATE = 0.1;
// The gradient shrinks by orders of magnitude on the way: a longer memory would keep steps too short.
const [BETA_1, BETA_2, TINY] = [0.9, 0.95, 1e-8];

/** Returns the start of an ascent: q is the prior. */
export function fitStart(latentSize: number): FitState {
  const zeros = Array.from({length: 2 * latentSize}, () => 0);
  return {steps: 0, q: standardNormal(latentSize), mean: zeros, square: zeros};
}

/**
 * Returns the state after one step up the estimate (7) of the bound of one image: the gradient with
 * respect to μ and log σ, a mean over draws of the present q, by Adam.
 *
 * @param draws of the present q, with the slope of log p(x|z)
 * @param total the number of steps that the ascent takes in all
 */
export function fitStep({steps, q, mean, square}: FitState, draws: Draws, total: number): FitState {
  const latents = q.mu.length;
  const gradient = (["mu", "logSigma"] as const).flatMap((of) =>
    q.mu.map((_, latent) => {
      const all = boundGradients(draws, "B", {of, latent});
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    })
  );
  const rate = (RATE / 2) * (1 + Math.cos((Math.PI * steps) / total));
  const nextMean = gradient.map((g, i) => BETA_1 * mean[i] + (1 - BETA_1) * g);
  const nextSquare = gradient.map((g, i) => BETA_2 * square[i] + (1 - BETA_2) * g * g);
  const moves = gradient.map((_, i) => {
    const m = nextMean[i] / (1 - BETA_1 ** (steps + 1));
    const s = nextSquare[i] / (1 - BETA_2 ** (steps + 1));
    return (rate * m) / (Math.sqrt(s) + TINY);
  });
  return {
    steps: steps + 1,
    q: {
      mu: q.mu.map((m, j) => m + moves[j]),
      // The step is one of log σ, and log σ² = 2 log σ.
      logVar: q.logVar.map((value, j) => value + 2 * moves[latents + j])
    },
    mean: nextMean,
    square: nextSquare
  };
}
