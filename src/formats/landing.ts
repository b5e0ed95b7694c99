/** What a quantity is over a sample of images. */
export interface Quartiles {
  low: number;
  median: number;
  high: number;
}

/** Which numbers of q a gradient is taken with respect to, summed over the latents. */
export type LandingOf = "mu" | "logSigma";

/** A number for each estimator: of (6), of (7), and of the path derivative. */
type OfEstimators = Record<"A" | "B" | "path", number>;

/** The noise of single-draw gradients at one q between the encoder's and the best diagonal one. */
export interface LandingStep {
  /** How far q is on the way: 0 at the encoder's, 1 at the best one. */
  share: number;
  /** The variances, medians over the images. */
  variance: Record<LandingOf, OfEstimators>;
  /** The variance of the path derivative, divided by that of (7). */
  ratio: Record<LandingOf, Quartiles>;
  /** The share of the images for which that is more than 1. */
  noisier: Record<LandingOf, number>;
}

/** How the three estimators land on the best q, as a file holds it. */
export interface LandingRecord {
  model: string;
  /** What repeats the recording. */
  command: string;
  /** Test images, chosen by the seed, and the draws of each q. */
  images: number;
  seed: number;
  draws: number;
  steps: LandingStep[];
}
