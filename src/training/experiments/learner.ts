import {dreams} from "../../math/dreams.js";
import {createKernelGradient} from "../../engine/training/gradient.js";
import {instantiateKernel} from "../../engine/kernel-memory.js";
import {createKernelMeasure} from "../../engine/training/gradient.js";
import type {KernelMeasure} from "../../engine/training/gradient.js";
import {trainerOf} from "../../engine/training/trainer.js";
import {createKernelVae} from "../../engine/training/vae.js";
import type {TrainingKernel} from "../../engine/training/kernel.js";
import {createKernelPosterior} from "../../engine/training/posterior.js";
import type {KernelPosterior} from "../../engine/training/posterior.js";
import {createWakeSleepGradient} from "../../engine/training/wake-sleep.js";
import {decoderLayers, encoderLayers} from "../../formats/architecture.js";
import {minibatches} from "../../vae/minibatch.js";
import {type Images} from "../../formats/images.js";
import type {TrainingState} from "../../vae/trainer.js";
import {initialWeights} from "../../vae/weights.js";
import {createMonteCarloEm, type MonteCarloEmState} from "./monte-carlo-em.js";
import {experimentArchitecture, weightDecay, type ExperimentPlan} from "./plan.js";

/** Where a learner stands; one of Monte Carlo EM has chains as well. */
export type LearnerState = TrainingState & Partial<MonteCarloEmState>;

/** One of the methods, with its images, as it learns. */
export interface Learner {
  /** The updates of the weights so far, those of an earlier run included. */
  readonly stepsTaken: number;
  /**
   * Takes one update, and returns what its minibatch said before it, in nats per image: the bound, or
   * log p(x|z) of Monte Carlo EM, which has no q.
   */
  step(rate: number): number;
  /** Returns a copy of where it stands. */
  state(): LearnerState;
  /** What its networks say between two steps; of Monte Carlo EM, only the decoder means anything. */
  model: KernelMeasure;
  /** The posteriors p(z|x) of its decoder, for plans with one latent sample an image. */
  posterior(): KernelPosterior;
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
  from?: LearnerState
): Promise<Learner> {
  const {method, optimizer, dreamKind, seed, initializer} = plan;
  const architecture = experimentArchitecture(plan, images.pixels.length / images.count);
  const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
  const fresh = initialWeights(architecture, {seed, initializer});
  const start: LearnerState = {
    ...(from ?? {step: 0, optimizer: new Map()}),
    // Monte Carlo EM keeps no weights of an encoder; the networks have one all the same.
    weights: new Map([...fresh, ...(from?.weights ?? [])])
  };
  const kernel = await instantiateKernel<TrainingKernel>(module);
  const vae = createKernelVae(kernel, layers, start.weights, plan);
  const options = {optimizer, decay: weightDecay(plan, architecture)};
  let posterior: KernelPosterior | undefined;
  const parts = {
    model: createKernelMeasure(kernel, vae),
    posterior: () => (posterior ??= createKernelPosterior(kernel, vae))
  };
  if (method === "mcem") {
    const learner = createMonteCarloEm(kernel, vae, images, start, plan, options);
    return Object.assign(learner, parts);
  }
  const minibatch = minibatches(images, plan);
  if (method === "aevb") {
    const trainer = trainerOf(kernel, vae, createKernelGradient(kernel, vae), start, options);
    const step = (rate: number) => trainer.step(minibatch(trainer.stepsTaken), rate).elbo;
    return learnerOf(trainer, {...parts, step});
  }
  const network = createWakeSleepGradient(kernel, vae, dreamKind);
  const trainer = trainerOf(kernel, vae, network, start, options);
  const dream = dreams(plan);
  const step = (rate: number) => {
    const {stepsTaken} = trainer;
    return trainer.step({...minibatch(stepsTaken), dream: dream(stepsTaken)}, rate).elbo;
  };
  return learnerOf(trainer, {...parts, step});
}

function learnerOf(
  trainer: Pick<Learner, "stepsTaken" | "state">,
  parts: Pick<Learner, "step" | "model" | "posterior">
): Learner {
  return {
    ...parts,
    get stepsTaken() {
      return trainer.stepsTaken;
    },
    state: trainer.state
  };
}
