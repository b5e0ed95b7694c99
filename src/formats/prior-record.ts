import type {MixtureTerms} from "./mixture-record.js";

/** The weights of a flow from noise to codes, as a file holds them: see math/code-flow. */
export interface RecordedFlow {
  latentSize: number;
  /** Float16 in base64. */
  weights: string;
}

/** How much the bound of images rises on average when a prior takes the place of N(0, I), in nats. */
export interface PriorGain {
  gain: number;
  /** Of it, over the images. */
  standardError: number;
}

/** A learned prior on the images that it was trained on, and on others. */
export interface PriorGains {
  trained: PriorGain;
  heldOut: PriorGain;
}

/** What tools/record-prior.ts has trained and measured. */
export interface PriorRecord {
  /** What repeats the recording. */
  command: string;
  seed: number;
  /** What the KL of the images is made of that the prior was trained on. */
  terms: MixtureTerms;
  flow: RecordedFlow;
  learned: PriorGains;
  /** The mixture of the posteriors that the prior was trained on, as a prior. */
  mixture: PriorGains;
  /** The shares of draws that are judged to be digits, and how many draws. */
  digits: {draws: number; prior: number; learned: number; mixture: number};
}
