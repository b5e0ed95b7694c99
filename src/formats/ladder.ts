import type {SampleSummary} from "./hard-case.js";

/** What K draws of each image's q say, over a sample of images; in nats. */
export interface RungSummary {
  /** K. */
  draws: number;
  /** log p(x) − the mean of log (1/K) Σ p(x, zₖ)/q(zₖ|x). */
  gap: SampleSummary;
  /** The share of the images whose gap is wider than a nat, and their part of the sum of the gaps. */
  wide: {share: number; part: number};
  /** The mean of log (1/K) Σ p(x|zₖ), less KL(q ‖ p(z)), − log p(x): it is no bound where that is > 0. */
  excess: SampleSummary;
  /** The share of the images with an excess > 0. */
  above: number;
  /** The effective sample size. */
  size: SampleSummary;
}

/** Which q the draws are of: the encoder's of each image, or the best diagonal one. */
export type LadderQ = "encoder" | "best";

/** The importance-weighted ladder of one model, as a file holds it. */
export interface LadderRecord {
  model: string;
  /** What repeats the recording. */
  command: string;
  /** Test images, chosen by the seed, and the draws of each. */
  images: number;
  seed: number;
  draws: number;
  rungs: Record<LadderQ, RungSummary[]>;
}
