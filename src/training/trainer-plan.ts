import {instantiateKernel} from "../engine/kernel-memory.js";
import type {TrainingKernel} from "../engine/training/kernel.js";
import type {KernelTrainer} from "../engine/training/trainer.js";
import {createKernelTrainer} from "../engine/training/trainer.js";
import type {Architecture} from "../formats/architecture.js";
import {decoderLayers, encoderLayers} from "../formats/architecture.js";
import type {Images} from "../formats/images.js";
import type {Objective} from "../math/objective.js";
import {boundObjective, termFactors} from "../math/objective.js";
import type {OptimizerName, TrainingPlan, TrainingState} from "../vae/trainer.js";
import type {Initializer} from "../vae/weights.js";
import {initialWeights} from "../vae/weights.js";
import type {RunPlan} from "./plan.js";
import {architectureOf, trainingPlanOf} from "./plan.js";

/** What a trainer and the training loop need to know. */
export interface TrainerPlan {
  architecture: Architecture;
  initializer: Initializer;
  optimizer: OptimizerName;
  /** What is raised; without it the bound. */
  objective?: Objective;
  training: TrainingPlan;
}

/** Returns what a run's trainer needs to know. */
export function trainerPlanOf(run: RunPlan, inputSize: number): TrainerPlan {
  const {initializer, optimizer, beta, reduction} = run;
  return {
    architecture: architectureOf(run, inputSize),
    initializer,
    optimizer,
    objective: {beta, reduction},
    training: trainingPlanOf(run)
  };
}

/** Returns where a run starts: at the weights of its seed. */
export function startingState({architecture, initializer, training}: TrainerPlan): TrainingState {
  const weights = initialWeights(architecture, {seed: training.seed, initializer});
  return {step: 0, weights, optimizer: new Map()};
}

/** Returns a promise to a trainer in a kernel of its own, which goes on from a state. */
export async function openKernelTrainer(
  {architecture, optimizer, objective = boundObjective, training}: TrainerPlan,
  module: WebAssembly.Module,
  state: TrainingState
): Promise<KernelTrainer> {
  const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
  return createKernelTrainer(await instantiateKernel<TrainingKernel>(module), layers, state, {
    optimizer,
    batchSize: training.batchSize,
    samples: training.samples,
    factors: termFactors(objective, architecture.inputSize)
  });
}

/**
 * Returns the first images of a set; all of them if no number is given. Nothing is copied.
 *
 * @throws RangeError if there are fewer
 */
export function firstImages({pixels, count}: Images, wanted = count): Images {
  if (wanted > count) {
    throw new RangeError(`invalid images: ${wanted}, expected at most ${count}, all there are`);
  }
  return {pixels: pixels.subarray(0, (pixels.length / count) * wanted), count: wanted};
}
