import type {Architecture, HiddenLayer} from "../../src/vae/architecture.js";
import type {DatasetId} from "../../src/vae/dataset.js";
import type {TrainingPlan} from "../../src/vae/train.js";
import type {OptimizerName} from "../../src/vae/trainer.js";
import type {Initializer} from "../../src/vae/weights.js";

/** How a shipped model is made, all but its data. */
export interface ModelPlan {
  id: string;
  dataset: DatasetId;
  architecture: Architecture;
  initializer: Initializer;
  optimizer: OptimizerName;
  training: TrainingPlan;
}

/** Two hidden layers of 500 rectifiers, in the encoder and in the decoder. */
const DEEP: HiddenLayer[] = [
  {units: 500, activation: "relu"},
  {units: 500, activation: "relu"}
];

const models: Record<string, {dataset: DatasetId; latentSize: number}> = {
  "mnist-2d": {dataset: "mnist", latentSize: 2},
  "mnist-4d": {dataset: "mnist", latentSize: 4},
  "fashion-2d": {dataset: "fashion-mnist", latentSize: 2},
  "fashion-4d": {dataset: "fashion-mnist", latentSize: 4}
};

/** Options for modelPlan. */
export interface ModelPlanOptions {
  /** Defaults to 100. */
  epochs?: number;
  /** Defaults to 0. */
  seed?: number;
}

/**
 * Returns the plan of a shipped model: Adam from 0.001, falling to 0 as half a cosine, minibatches
 * of M = 100 with L = 1 sample.
 *
 * @throws Error naming the models there are if the id is of none
 * @throws RangeError if epochs is not a positive integer
 */
export function modelPlan(id: string, {epochs = 100, seed = 0}: ModelPlanOptions = {}): ModelPlan {
  const model = Object.hasOwn(models, id) ? models[id] : undefined;
  if (model === undefined) {
    throw new Error(`unknown model: ${id}, expected one of ${Object.keys(models).join(", ")}`);
  }
  if (!(Number.isSafeInteger(epochs) && epochs > 0)) {
    throw new RangeError(`invalid epochs: ${epochs}, expected a positive integer`);
  }
  const {dataset, latentSize} = model;
  return {
    id,
    dataset,
    architecture: {inputSize: 784, latentSize, encoderHidden: DEEP, decoderHidden: DEEP},
    initializer: "fan-in",
    optimizer: "adam",
    training: {
      seed,
      batchSize: 100,
      samples: 1,
      latentSize,
      epochs,
      rate: 1e-3,
      schedule: "cosine"
    }
  };
}
