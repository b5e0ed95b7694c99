import * as v from "valibot";
import type {Activation, Architecture} from "../vae/architecture.js";
import type {Reduction} from "../vae/objective.js";
import {parseRecord} from "../vae/parse-record.js";
import {finite, integer, nonNegative, oneOf, record, text} from "../vae/schema-parts.js";
import type {Schedule, TrainingPlan} from "../vae/train.js";
import type {OptimizerName} from "../vae/trainer.js";
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
    activation: oneOf("tanh", "relu"),
    optimizer: oneOf("adagrad", "adam"),
    rate,
    schedule: oneOf("constant", "cosine"),
    epochs: integer(1, 1e5),
    batchSize: integer(1, MOST_IMAGES),
    samples: integer(1, MOST_SAMPLES),
    beta: nonNegative,
    reduction: oneOf("sum", "mean"),
    seed: integer(0),
    initializer: oneOf("paper", "paper-deviation", "fan-in")
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
