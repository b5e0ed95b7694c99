import type {TermFactors} from "../../math/objective.js";
import type {OptimizerName, Trainer, TrainingState} from "../../vae/trainer.js";
import type {Weights} from "../../vae/weights.js";
import type {Address} from "../kernel-memory.js";
import type {KernelMeasure} from "./gradient.js";
import {createKernelGradient, createKernelMeasure} from "./gradient.js";
import type {KernelParameter, TrainingKernel} from "./kernel.js";
import {allocateFloats, readValues, writeValues} from "./kernel.js";
import type {BatchShape, VaeLayers} from "./vae.js";
import {createKernelVae} from "./vae.js";

/** The usual constants of Adam, as in the library's own. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The names of each optimizer's running arrays, as the library's own optimizers name them. */
const SLOTS = {adam: ["mean", "square"], adagrad: ["sum"]} as const;

/** Options for createKernelTrainer. */
export interface KernelTrainerOptions extends BatchShape {
  optimizer: OptimizerName;
  /** By which the terms enter the objective; defaults to 1 and 1, the bound. */
  factors?: TermFactors;
}

/** A trainer that can also be asked what its networks say, between two steps. */
export type KernelTrainer = Trainer & KernelMeasure;

/**
 * Returns a trainer that computes everything in the kernel, several times as fast as tfjs and with
 * the same gradients up to rounding. It allocates once; its kernel must serve nobody else.
 */
export function createKernelTrainer(
  kernel: TrainingKernel,
  layers: VaeLayers,
  start: TrainingState,
  {optimizer, factors, batchSize, samples}: KernelTrainerOptions
): KernelTrainer {
  let stepsTaken = start.step;
  const vae = createKernelVae(kernel, layers, start.weights, {batchSize, samples});
  const network = createKernelGradient(kernel, vae, factors);
  const slots = new Map(
    network.parameters.map((parameter) => [parameter, allocateSlots(kernel, parameter)])
  );
  for (const [name, values] of start.optimizer) writeSlot(name, values);

  function allocateSlots(k: TrainingKernel, {paddedLength}: KernelParameter): Address[] {
    return SLOTS[optimizer].map(() => allocateFloats(k, paddedLength));
  }

  function writeSlot(name: string, values: Float32Array): void {
    for (const [parameter, addresses] of slots) {
      const slot = SLOTS[optimizer].findIndex((s) => `${parameter.name}/${s}` === name);
      if (slot >= 0) return writeValues(kernel, parameter, addresses[slot], values);
    }
    throw new Error(`unknown optimizer state: ${name}`);
  }

  function ascend(rate: number): void {
    const correction1 = 1 - BETA1 ** (stepsTaken + 1);
    const root2 = Math.sqrt(1 - BETA2 ** (stepsTaken + 1));
    for (const [{values, gradient, paddedLength}, [first, second]] of slots) {
      if (optimizer === "adagrad") {
        kernel.adagrad(values, gradient, first, paddedLength, rate, EPSILON);
      } else {
        const scaledRate = (rate * root2) / correction1;
        kernel.adam(
          ...([values, gradient, first, second, paddedLength] as const),
          ...([BETA1, BETA2, scaledRate, EPSILON * root2] as const)
        );
      }
    }
  }

  return {
    ...createKernelMeasure(kernel, vae),
    get stepsTaken() {
      return stepsTaken;
    },
    step(minibatch, rate) {
      const terms = network.compute(minibatch);
      ascend(rate);
      ++stepsTaken;
      return terms;
    },
    state() {
      const weights: Weights = new Map();
      const arrays = new Map<string, Float32Array>();
      for (const [parameter, addresses] of slots) {
        const {name, shape} = parameter;
        weights.set(name, {shape, values: readValues(kernel, parameter, parameter.values)});
        if (stepsTaken === 0) continue;
        for (const [i, slot] of SLOTS[optimizer].entries()) {
          arrays.set(`${name}/${slot}`, readValues(kernel, parameter, addresses[i]));
        }
      }
      return {step: stepsTaken, weights, optimizer: arrays};
    },
    dispose() {}
  };
}
