import type {Minibatch} from "../../vae/minibatch.js";
import type {TermFactors} from "../../math/objective.js";
import type {OptimizerName, Trainer, TrainingState} from "../../vae/trainer.js";
import type {KernelGradient, KernelMeasure} from "./gradient.js";
import {createKernelGradient, createKernelMeasure} from "./gradient.js";
import type {TrainingKernel} from "./kernel.js";
import {createKernelOptimizer} from "./optimizer.js";
import type {BatchShape, KernelVae, VaeLayers} from "./vae.js";
import {createKernelVae} from "./vae.js";

/** Options for createKernelTrainer. */
export interface KernelTrainerOptions extends BatchShape {
  optimizer: OptimizerName;
  /** By which the terms enter the objective; defaults to 1 and 1, the bound. */
  factors?: TermFactors;
  /** The weight decay of an array, by its name; defaults to none. */
  decay?: (name: string) => number;
}

/** A trainer that can also be asked what its networks say, between two steps. */
export type KernelTrainer<M extends Minibatch = Minibatch> = Trainer<M> & KernelMeasure;

/**
 * Returns a trainer that computes everything in the kernel, several times as fast as tfjs and with
 * the same gradients up to rounding. It allocates once; its kernel must serve nobody else.
 */
export function createKernelTrainer(
  kernel: TrainingKernel,
  layers: VaeLayers,
  start: TrainingState,
  {factors, ...options}: KernelTrainerOptions
): KernelTrainer {
  const vae = createKernelVae(kernel, layers, start.weights, options);
  return trainerOf(kernel, vae, createKernelGradient(kernel, vae, factors), start, options);
}

/** Returns a trainer that follows a gradient of these networks, whatever objective it is of. */
export function trainerOf<M extends Minibatch>(
  kernel: TrainingKernel,
  vae: KernelVae,
  network: KernelGradient<M>,
  start: TrainingState,
  {optimizer, decay}: Pick<KernelTrainerOptions, "optimizer" | "decay">
): KernelTrainer<M> {
  let stepsTaken = start.step;
  const ascent = createKernelOptimizer(kernel, network.parameters, {
    optimizer,
    decay,
    state: start.optimizer
  });

  return {
    ...createKernelMeasure(kernel, vae),
    get stepsTaken() {
      return stepsTaken;
    },
    step(minibatch, rate) {
      const terms = network.compute(minibatch);
      ascent.ascend(rate, stepsTaken++);
      return terms;
    },
    state: () => ({step: stepsTaken, ...ascent.state()}),
    dispose() {}
  };
}
