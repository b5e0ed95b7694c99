import type {OptimizerName, TrainingState} from "../../vae/trainer.js";
import type {Weights} from "../../vae/weights.js";
import {readValues, writeValues} from "./kernel.js";
import type {KernelParameter} from "./kernel.js";
import {allocateFloats} from "./kernel.js";
import type {TrainingKernel} from "./kernel.js";

/** The usual constants of Adam, as in the library's own. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The names of each optimizer's running arrays, as the library's own optimizers name them. */
const SLOTS = {adam: ["mean", "square"], adagrad: ["sum"]} as const;

/** Moves parameters in the kernel's memory along the gradients that lie beside them. */
export interface KernelOptimizer {
  /**
   * Mutates the parameters: one step up the gradient.
   *
   * @param step how many steps went before, from 0
   */
  ascend(rate: number, step: number): void;
  /** Returns copies of the weights and of the running arrays; of the latter none before a step. */
  state(): Pick<TrainingState, "weights" | "optimizer">;
}

/** Options for createKernelOptimizer. */
export interface KernelOptimizerOptions {
  optimizer: OptimizerName;
  /**
   * The weight decay of an array, by its name: what the prior N(0, I) adds to the gradient is
   * −decay · w. Defaults to none.
   */
  decay?: (name: string) => number;
  /** Running arrays of an earlier run, by “name/slot”; defaults to none. */
  state?: ReadonlyMap<string, Float32Array>;
}

/**
 * Returns an optimizer of these parameters.
 *
 * @throws Error naming a running array that is of no parameter or has another length
 */
export function createKernelOptimizer(
  kernel: TrainingKernel,
  parameters: readonly KernelParameter[],
  {optimizer, decay = () => 0, state = new Map()}: KernelOptimizerOptions
): KernelOptimizer {
  const names = SLOTS[optimizer];
  const slots = parameters.map((parameter) => ({
    parameter,
    decay: decay(parameter.name),
    addresses: names.map(() => allocateFloats(kernel, parameter.paddedLength))
  }));
  for (const [name, values] of state) writeSlot(name, values);
  let hasMoved = state.size > 0;

  function writeSlot(name: string, values: Float32Array): void {
    for (const {parameter, addresses} of slots) {
      const slot = names.findIndex((one) => `${parameter.name}/${one}` === name);
      if (slot >= 0) return writeValues(kernel, parameter, addresses[slot], values);
    }
    throw new Error(
      `unknown optimizer state: ${name}, expected a parameter and one of ${names.join(", ")}`
    );
  }

  return {
    ascend(rate, step) {
      hasMoved = true;
      const root2 = Math.sqrt(1 - BETA2 ** (step + 1));
      // Bias correction moves into the rate and ε, so that the kernel needs to know no step.
      const scaledRate = (rate * root2) / (1 - BETA1 ** (step + 1));
      for (const {parameter, addresses, decay: ofPrior} of slots) {
        const {values, gradient, paddedLength} = parameter;
        const [first, second] = addresses;
        if (optimizer === "adagrad") {
          kernel.adagrad(values, gradient, first, paddedLength, rate, EPSILON, ofPrior);
        } else {
          kernel.adam(
            ...([values, gradient, first, second, paddedLength] as const),
            ...([BETA1, BETA2, scaledRate, EPSILON * root2, ofPrior] as const)
          );
        }
      }
    },
    state() {
      const weights: Weights = new Map();
      const arrays = new Map<string, Float32Array>();
      for (const {parameter, addresses} of slots) {
        const {name, shape, values} = parameter;
        weights.set(name, {shape, values: readValues(kernel, parameter, values)});
        if (!hasMoved) continue;
        for (const [i, slot] of names.entries()) {
          arrays.set(`${name}/${slot}`, readValues(kernel, parameter, addresses[i]));
        }
      }
      return {weights, optimizer: arrays};
    }
  };
}
