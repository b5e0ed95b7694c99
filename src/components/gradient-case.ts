import type {DiagonalGaussian, Draws, Parameter} from "../math/gradients.js";
import type {Moments} from "../math/moments.js";
import type {Dice} from "./dice.js";
import type {GradientFrame} from "./gradient-frame.js";
import type {StringStage} from "./string-plot.js";

/** An f, and a q to take the gradient of its mean by. */
export interface GradientCase {
  /** The q to begin with, of which the reader may move the first latent. */
  start: DiagonalGaussian;
  stage: StringStage;
  /** How many draws to ask for at once, so that a frame is not held up. */
  batch: number;
  /** Returns a promise to the draws of a q with these numbers. */
  draw(q: DiagonalGaussian, numbers: DrawNumbers): Promise<Draws>;
  /**
   * Returns a promise to what the draws of a q are in the mean, and how they spread. It takes a
   * while; once the signal is aborted it may stay pending.
   */
  expect(q: DiagonalGaussian, signal: AbortSignal): Promise<Expectations>;
}

/** Which draws of a seed. */
export interface DrawNumbers {
  seed: number;
  start: number;
  count: number;
}

/** Exact means and variances over a q. */
export interface Expectations {
  /** E_q[f(z)]: the mean baseline. */
  meanF: number;
  /** Returns the moments of one draw’s gradients, with a constant added to f. */
  of(parameter: Parameter, constant: number): {pathwise: Moments; score: Moments};
}

/** The functions that make estimates of draws: those of vae/gradients and vae/moments. */
export interface Estimators {
  pathwiseGradients(draws: Draws, parameter: Parameter): Float64Array;
  scoreGradients(draws: Draws, parameter: Parameter, constant: number): Float64Array;
  estimatesOf(values: Float64Array, samples: number): Float64Array;
  sampleMoments(values: ArrayLike<number>): Moments;
}

/** The two gradient estimators side by side. */
export interface GradientFigure extends HTMLElement {
  /** Puts all back to where it began and empties the histograms; the seed stays. */
  reset(): void;
  dice: Dice;
  /** What the reader can set; q begins anew with every f, which dispatches a `case` event;
   * an `images` event says that there are digits to choose from. */
  inputs: GradientFrame["inputs"];
  /** Returns what the strings are drawn on. */
  stage(): StringStage;
}
