import type {DreamKind} from "../../math/dreams.js";
import {decoderLayers} from "../../formats/architecture.js";
import type {Architecture} from "../../formats/architecture.js";
import type {DatasetId} from "../../formats/images.js";
import type {OptimizerName} from "../../vae/trainer.js";
import type {Initializer} from "../../vae/weights.js";

/** The methods that section 5 compares. */
export type Method = "aevb" | "wake-sleep" | "mcem";

/** Updates of the weights by Monte Carlo EM with each draw of z (appendix E). */
export const DRAW_UPDATES = 5;

/** Which parameters have the prior N(0, I): those of the decoder, θ; all, φ too; or none. */
export type WeightPrior = "decoder" | "all" | "none";

/** All that a run of section 5 is, but its images: equal plans give equal curves. */
export interface ExperimentPlan {
  method: Method;
  dataset: DatasetId;
  /** N, the images to learn from: the first ones of the data set. */
  trainImages: number;
  latentSize: number;
  /** The tanh units of the one hidden layer that each network has. */
  hiddenUnits: number;
  optimizer: OptimizerName;
  /** The step sizes to choose from; one alone is taken without a trial. */
  rates: number[];
  /** The minibatches by which a step size is judged. */
  trialSteps: number;
  /** M, the images of each minibatch. */
  batchSize: number;
  /** L, the latent samples of each image. */
  samples: number;
  initializer: Initializer;
  weightPrior: WeightPrior;
  /** What the sleep phase dreams. */
  dreamKind: DreamKind;
  /** The images whose mean is a point of the curve: the first ones of each set. */
  measuredImages: number;
  seed: number;
  /** Whether the marginal likelihood is estimated at each point, as Figure 3 has it. */
  likelihood?: boolean;
  /** Points of the curve for each tenfold of images seen; defaults to 10. */
  pointsPerDecade?: number;
}

/** What the experiments of section 5 have in common, as far as the paper says it. */
export const paperSetting = {
  dataset: "mnist",
  // The paper's full training set has 50,000 images; MNIST's other 10,000 are left alone.
  trainImages: 50_000,
  hiddenUnits: 500,
  optimizer: "adagrad",
  rates: [0.01, 0.02, 0.1],
  trialSteps: 20,
  batchSize: 100,
  samples: 1,
  // N(0, 0.01) by its standard deviation: so the first public programs by the paper's readers.
  initializer: "paper-deviation",
  weightPrior: "decoder",
  dreamKind: "draw",
  measuredImages: 10_000
} as const satisfies Partial<ExperimentPlan>;

/** Returns the networks of a run, which have the same hidden layers. */
export function experimentArchitecture(
  {latentSize, hiddenUnits}: ExperimentPlan,
  inputSize: number
): Architecture {
  const hidden = [{units: hiddenUnits, activation: "tanh"} as const];
  return {inputSize, latentSize, encoderHidden: hidden, decoderHidden: hidden};
}

/**
 * Returns the weight decay of each array, by its name. MAP raises Σ ℒ(x⁽ⁱ⁾) + log N(θ; 0, I); a
 * step follows the mean over images, that is this divided by N, in which the prior's gradient
 * is −θ / N.
 */
export function weightDecay(
  {weightPrior, trainImages}: ExperimentPlan,
  architecture: Architecture
): (name: string) => number {
  const ofDecoder = new Set(
    decoderLayers(architecture).flatMap(({name}) => [`${name}/kernel`, `${name}/bias`])
  );
  return (name) => {
    const has = weightPrior === "all" || (weightPrior === "decoder" && ofDecoder.has(name));
    return has ? 1 / trainImages : 0;
  };
}
