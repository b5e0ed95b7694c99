import type {HiddenLayer} from "../../src/formats/architecture.js";
import type {DatasetId} from "../../src/formats/images.js";
import type {OwnChoices} from "../../src/training/own-images.js";
import type {RunPlan} from "../../src/training/plan.js";
import type {TrainerPlan} from "../../src/training/trainer-plan.js";
import {trainerPlanOf} from "../../src/training/trainer-plan.js";

/** A run of one's own. */
export interface OwnRun {
  plan: RunPlan;
  /** The minibatches to stop after, if that is before the plan's end. */
  steps?: number;
  /** The files or folders of its images, if they are of no data set. */
  files?: readonly string[];
  /** How these are taken. */
  choices?: OwnChoices;
}

/** How a model is made, all but its data. */
export interface ModelPlan extends TrainerPlan {
  id: string;
  /** A data set that can be downloaded, or any other name where its run names files. */
  dataset: string;
  /** What its command says, if it is not a shipped model. */
  run?: OwnRun;
}

/** Two hidden layers of 500 rectifiers, in the encoder and in the decoder. */
const DEEP: HiddenLayer[] = [
  {units: 500, activation: "relu"},
  {units: 500, activation: "relu"}
];

/** The paper's own: one hidden layer of 500 tanh units in each network (section 5). */
const PAPER: HiddenLayer[] = [{units: 500, activation: "tanh"}];

/** Four for the board; four more that differ in their latents alone, as in the paper's Figure 5. */
const models: Record<string, {dataset: DatasetId; latentSize: number; hidden: HiddenLayer[]}> = {
  "mnist-2d": {dataset: "mnist", latentSize: 2, hidden: DEEP},
  "mnist-4d": {dataset: "mnist", latentSize: 4, hidden: DEEP},
  "fashion-2d": {dataset: "fashion-mnist", latentSize: 2, hidden: DEEP},
  "fashion-4d": {dataset: "fashion-mnist", latentSize: 4, hidden: DEEP},
  "mnist-tanh-2d": {dataset: "mnist", latentSize: 2, hidden: PAPER},
  "mnist-tanh-5d": {dataset: "mnist", latentSize: 5, hidden: PAPER},
  "mnist-tanh-10d": {dataset: "mnist", latentSize: 10, hidden: PAPER},
  "mnist-tanh-20d": {dataset: "mnist", latentSize: 20, hidden: PAPER}
};

/** The names of all models that can be trained. */
export const modelIds: readonly string[] = Object.keys(models);

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
    throw new Error(`unknown model: ${id}, expected one of ${modelIds.join(", ")}`);
  }
  if (!(Number.isSafeInteger(epochs) && epochs > 0)) {
    throw new RangeError(`invalid epochs: ${epochs}, expected a positive integer`);
  }
  const {dataset, latentSize, hidden} = model;
  return {
    id,
    dataset,
    architecture: {inputSize: 784, latentSize, encoderHidden: hidden, decoderHidden: hidden},
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

/**
 * Returns the plan of a run of one’s own, on files or on one of the data sets that can be downloaded.
 *
 * @param inputSize the pixels of an image
 * @throws Error naming the data set if it is another
 */
export function ownPlan(id: string, run: OwnRun, inputSize = 784): ModelPlan {
  const {dataset} = run.plan;
  if (!isKnown(dataset) && run.files === undefined) {
    throw new Error(
      `invalid dataset: "${dataset}", expected mnist or fashion-mnist: the images of other runs ` +
        "stay where they were trained on; name their files by --files"
    );
  }
  return {id, dataset, run, ...trainerPlanOf(run.plan, inputSize)};
}

/** Returns whether a data set can be downloaded. */
export function isKnown(dataset: string): dataset is DatasetId {
  return dataset === "mnist" || dataset === "fashion-mnist";
}
