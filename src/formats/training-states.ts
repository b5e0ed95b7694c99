/** How much single draws of the estimators (6) and (7) of the bound vary, over some test images. */
export interface NoiseRow {
  /** The minibatches taken, or the name of a shipped model. */
  state: string;
  /** The bound on the test images, in nats per image. */
  elbo: number;
  /** The medians over images of the variances of (6), A, and of (7), B, in nats². */
  value: {A: number; B: number};
  /** The share of images for which the value of (6) varies less. */
  quieterA: number;
  /**
   * The medians over images of the variances of the gradients of (6) and of the path derivative, as
   * multiples of that of (7); each variance is summed over the latents.
   */
  mu: {A: number; path: number};
  logSigma: {A: number; path: number};
}

/** A training whose networks were kept at some steps, and what was measured with them. */
export interface TrainingStates {
  /** What records it. */
  command: string;
  /** The commit that it was made at. */
  commit: string;
  /** The plan of the training, as `npm run train` takes it. */
  plan: string;
  latentSize: number;
  hiddenUnits: number;
  /** M. */
  batchSize: number;
  /** The minibatches that had been taken when the networks were kept. */
  steps: number[];
  /** What the noise is measured over: the first test images, and draws for each of them. */
  measured: {images: number; draws: number};
  noise: NoiseRow[];
}
