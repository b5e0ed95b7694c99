import type {RunPlan} from "./run-plan.js";

/** A plan that is worth a look, all but its images and seed. */
export interface Preset {
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
    throw new Error(`unknown preset: ${name}, expected one of ${Object.keys(presets).join(", ")}`);
  }
  return {dataset, seed, ...presets[name as PresetName].plan};
}
