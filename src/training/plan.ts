import * as v from "valibot";
import type {Activation, Architecture, Reduction} from "../formats/architecture.js";
import {brief} from "../formats/json.js";
import {finite, integer, nonNegative, anyOf, parseRecord, record, text} from "../formats/record.js";
import type {OptimizerName, Schedule, TrainingPlan} from "../vae/trainer.js";
import type {Initializer} from "../vae/weights.js";

/** All that a run is, but its images: equal plans and images give equal curves. */
export interface RunPlan {
  /** The name of the images: “mnist”, “fashion-mnist”, or one that tells what they are. */
  dataset: string;
  /** How many of its images to train on, from the first one; all of them without it. */
  images?: number;
  /** The number of latent dimensions. */
  latentSize: number;
  /** The units of each hidden layer, and how many such layers each of the two networks has. */
  hiddenUnits: number;
  hiddenLayers: number;
  activation: Activation;
  optimizer: OptimizerName;
  /** The step size at the start. */
  rate: number;
  schedule: Schedule;
  /** Passes over the images. */
  epochs: number;
  /** M, the images of each minibatch. */
  batchSize: number;
  /** L, the latent samples of each image. */
  samples: number;
  /** What a nat of KL costs. */
  beta: number;
  /** How log p(x|z) is reduced over the pixels of an image. */
  reduction: Reduction;
  seed: number;
  initializer: Initializer;
}

/** Larger networks would need more memory than a page should take. */
const MOST_UNITS = 2000;
const MOST_LAYERS = 4;
const MOST_LATENTS = 500;

/** M and L at most, and M × L, the rows of a minibatch that lie in memory together. */
const MOST_IMAGES = 1000;
const MOST_SAMPLES = 100;
const MOST_ROWS = 2000;

const rate = finite("expected a number > 0 and ≤ 10", (value) => value > 0 && value <= 10);

const runPlanSchema = v.pipe(
  record({
    dataset: text,
    images: v.optional(integer(1)),
    latentSize: integer(1, MOST_LATENTS),
    hiddenUnits: integer(1, MOST_UNITS),
    hiddenLayers: integer(0, MOST_LAYERS),
    activation: anyOf("tanh", "relu"),
    optimizer: anyOf("adagrad", "adam"),
    rate,
    schedule: anyOf("constant", "cosine"),
    epochs: integer(1, 1e5),
    batchSize: integer(1, MOST_IMAGES),
    samples: integer(1, MOST_SAMPLES),
    beta: nonNegative,
    reduction: anyOf("sum", "mean"),
    seed: integer(0),
    initializer: anyOf("paper", "paper-deviation", "fan-in")
  }),
  v.forward(
    v.check(
      ({batchSize, samples}) => batchSize * samples <= MOST_ROWS,
      ({input: {batchSize}}) =>
        `expected batchSize × samples ≤ ${MOST_ROWS}, so at most ${Math.floor(MOST_ROWS / batchSize)}`
    ),
    ["samples"]
  )
);

/**
 * Returns the plan that a parsed JSON value is.
 *
 * @throws Error naming the first field that is missing, unknown or wrong, its value and what was
 *   expected, such as `invalid plan: rate: 0, expected a number > 0 and ≤ 10`
 */
export function parseRunPlan(value: unknown): RunPlan {
  return parseRecord("plan", runPlanSchema, value);
}

/** Returns a plan whose minibatches have no more images than there are. */
export function fittingPlan(plan: RunPlan, images: number): RunPlan {
  return plan.batchSize <= images ? plan : {...plan, batchSize: images};
}

/** Returns the networks of a run; both have the same hidden layers. */
export function architectureOf(
  {latentSize, hiddenUnits, hiddenLayers, activation}: RunPlan,
  inputSize: number
): Architecture {
  const hidden = Array.from({length: hiddenLayers}, () => ({units: hiddenUnits, activation}));
  return {inputSize, latentSize, encoderHidden: hidden, decoderHidden: hidden};
}

/** Returns what the training loop needs to know of a run. */
export function trainingPlanOf({
  seed,
  batchSize,
  samples,
  latentSize,
  epochs,
  rate: start,
  schedule
}: RunPlan): TrainingPlan {
  return {seed, batchSize, samples, latentSize, epochs, rate: start, schedule};
}

/** A plan that is worth a look, all but its images and seed. */
interface Preset {
  title: string;
  /** What to expect of it, in a sentence. */
  note: string;
  plan: Omit<RunPlan, "dataset" | "seed" | "images">;
}

/** The network of the viewers that came with Keras' first variational auto-encoder. */
const viewer: Preset["plan"] = {
  latentSize: 2,
  hiddenUnits: 256,
  hiddenLayers: 1,
  activation: "relu",
  optimizer: "adam",
  rate: 0.001,
  schedule: "constant",
  epochs: 20,
  batchSize: 100,
  samples: 1,
  beta: 1,
  reduction: "sum",
  initializer: "fan-in"
};

/** The presets, by the names that commands and controls give them. */
export const presets = {
  paper: {
    title: "the paper’s",
    note:
      "784–500 tanh–2 and back, Adagrad at 0.02, L = 1, M = 100, weights from N(0, 0.01). The " +
      "paper’s weight decay, from a prior N(0, I) on the decoder’s weights, is not used.",
    plan: {
      ...viewer,
      hiddenUnits: 500,
      activation: "tanh",
      optimizer: "adagrad",
      rate: 0.02,
      initializer: "paper"
    }
  },
  viewer: {
    title: "an early viewer’s",
    note: "784–256 ReLU–2 and back with Adam at 0.001, as in Keras’ first example of a VAE.",
    plan: viewer
  },
  collapse: {
    title: "collapse",
    note:
      "The mean over pixels, with β = 1, is the sum with β = 784: a nat of KL costs as much as 784 " +
      "nats of reconstruction. The encoder says nothing, and every image is the mean image.",
    plan: {...viewer, reduction: "mean"}
  },
  islands: {
    title: "islands",
    note:
      "With β = 0.001 the KL costs next to nothing: codes drift apart into islands, far from the " +
      "prior, and what is decoded from the prior between them is nothing.",
    plan: {...viewer, beta: 0.001}
  }
} satisfies Record<string, Preset>;

/** The name of a preset. */
export type PresetName = keyof typeof presets;

/**
 * Returns the plan of a preset.
 *
 * @throws Error naming the presets there are if the name is of none
 */
export function presetPlan(
  name: string,
  {dataset, seed = 0}: {dataset: string; seed?: number}
): RunPlan {
  if (!Object.hasOwn(presets, name)) {
    throw new Error(
      `unknown preset: ${brief(name)}, expected one of ${Object.keys(presets).join(", ")}`
    );
  }
  return {dataset, seed, ...presets[name as PresetName].plan};
}
