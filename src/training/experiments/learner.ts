import {dreams} from "../../math/dreams.js";
import {instantiateKernel} from "../../engine/kernel-memory.js";
import type {KernelMeasure} from "../../engine/training/gradient.js";
import {createKernelTrainer} from "../../engine/training/trainer.js";
import type {TrainingKernel} from "../../engine/training/kernel.js";
import {createWakeSleepTrainer} from "../../engine/training/wake-sleep.js";
import {decoderLayers, encoderLayers} from "../../formats/architecture.js";
import type {MeanElbo} from "../../vae/gradient.js";
import {minibatches} from "../../vae/minibatch.js";
import {type Images} from "../../formats/images.js";
import type {TrainingState} from "../../vae/trainer.js";
import {initialWeights} from "../../vae/weights.js";
import {experimentArchitecture, weightDecay, type ExperimentPlan} from "./plan.js";

/** One of the methods, with its images, as it learns. */
export interface Learner {
  /** The updates of the weights so far, those of an earlier run included. */
  readonly stepsTaken: number;
  /** Takes one update and returns the bound of its minibatch before it, in nats per image. */
  step(rate: number): MeanElbo;
  /** Returns a copy of where it stands. */
  state(): TrainingState;
  /** What its networks say between two steps. */
  model: KernelMeasure;
}

/**
 * Returns a promise to a learner in a kernel of its own.
 *
 * @param images those to learn from: the plan's first N of the data set
 * @param from where to go on; the start of the plan's seed without it
 */
export async function openLearner(
  plan: ExperimentPlan,
  images: Images,
  module: WebAssembly.Module,
  from?: TrainingState
): Promise<Learner> {
  const {method, optimizer, batchSize, samples, dreamKind, seed, initializer} = plan;
  const architecture = experimentArchitecture(plan, images.pixels.length / images.count);
  const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
  const start = from ?? {
    step: 0,
    weights: initialWeights(architecture, {seed, initializer}),
    optimizer: new Map()
  };
  const decay = weightDecay(plan, architecture);
  const options = {optimizer, batchSize, samples, decay};
  const kernel = await instantiateKernel<TrainingKernel>(module);
  const minibatch = minibatches(images, plan);
  if (method === "aevb") {
    const trainer = createKernelTrainer(kernel, layers, start, options);
    return learnerOf(trainer, (rate) => trainer.step(minibatch(trainer.stepsTaken), rate));
  }
  if (method === "wake-sleep") {
    const trainer = createWakeSleepTrainer(kernel, layers, start, {...options, dreamKind});
    const dream = dreams(plan);
    return learnerOf(trainer, (rate) => {
      const step = trainer.stepsTaken;
      return trainer.step({...minibatch(step), dream: dream(step)}, rate);
    });
  }
  throw new Error(`unknown method: ${method}`);
}

function learnerOf(
  trainer: KernelMeasure & Pick<Learner, "stepsTaken" | "state">,
  step: Learner["step"]
): Learner {
  return {
    get stepsTaken() {
      return trainer.stepsTaken;
    },
    step,
    state: trainer.state,
    model: trainer
  };
}
