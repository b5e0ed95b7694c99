/** An image that shows what is hard about approximate posteriors, and what was measured of it. */
export interface HardCase {
  /** Such as “widest gap”. */
  kind: string;
  /** Its place in the test set. */
  index: number;
  /** log p(x), in nats. */
  logEvidence: number;
  /** KL(q ‖ p(z|x)) of the encoder’s q, in nats. */
  gap: number;
  /** KL(q ‖ p(z|x)) of the best diagonal q, in nats. */
  familyGap: number;
  /** The correlation of z₁ and z₂ under p(z|x). */
  correlation: number;
  /** The share of the second mode of p(z|x), from 0 to ½. */
  secondMode: number;
}

/** What a sample of images says, in nats. */
export interface SampleSummary {
  mean: number;
  /** Of the mean. */
  standardError: number;
  median: number;
}

/** What tools/hard-cases.ts has found for one model. */
export interface HardCases {
  model: string;
  command: string;
  /** Over test images, chosen by the seed. */
  gaps: {
    images: number;
    seed: number;
    /** KL(q ‖ p(z|x)) of the encoder’s q. */
    gap: SampleSummary;
    /** The part of it that a better encoder could avoid: to the best diagonal q. */
    amortization: SampleSummary;
    /** The part that no diagonal q can avoid. */
    family: SampleSummary;
    /** What is left with the best Gaussian of any covariance: the part due to its shape alone. */
    full: SampleSummary;
  };
  /** Found in the whole test set. */
  testImages: HardCase[];
  /** Found among what the decoder makes of the recorded codes of the whole test set. */
  decodings: HardCase[];
}
