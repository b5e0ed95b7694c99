import type {Architecture} from "./architecture.js";
import {elboGradient} from "./gradient.js";
import type {MeanElbo} from "./gradient.js";
import type {Minibatch} from "./minibatch.js";
import {boundObjective} from "./objective.js";
import type {Objective} from "./objective.js";
import {adagrad, adam} from "./optimizer.js";
import type {Weights} from "./weights.js";

/** The optimizers that a run can name. */
export type OptimizerName = "adam" | "adagrad";

/** Everything a run needs to go on from where it stands. */
export interface TrainingState {
  /** The number of minibatches already taken. */
  step: number;
  weights: Weights;
  /** The optimizer's arrays, empty before the first step. */
  optimizer: Map<string, Float32Array>;
}

/** Takes gradient steps; it owns the weights while it works. */
export interface Trainer<M extends Minibatch = Minibatch> {
  /** The number of minibatches taken so far, those of an earlier run included. */
  readonly stepsTaken: number;
  /** Takes one step up the objective of a minibatch and returns the bound before it. */
  step(minibatch: M, rate: number): MeanElbo;
  /** Returns a copy of where the run stands. */
  state(): TrainingState;
  /** Frees what the trainer holds. */
  dispose(): void;
}

/**
 * Returns a trainer that differentiates with tfjs, on whatever backend is set.
 *
 * @param objective what its steps raise; defaults to the bound
 */
export function createTfjsTrainer(
  architecture: Architecture,
  start: TrainingState,
  optimizerName: OptimizerName,
  objective: Objective = boundObjective
): Trainer {
  let stepsTaken = start.step;
  const weights = copyWeights(start.weights);
  const state = copyArrays(start.optimizer);
  const optimizer = optimizerName === "adam" ? adam({state}) : adagrad({state});
  return {
    get stepsTaken() {
      return stepsTaken;
    },
    step({x, epsilon}, rate) {
      const count = x.length / architecture.inputSize;
      const {gradient, ...terms} = elboGradient(
        weights,
        {x, count},
        epsilon,
        architecture,
        objective
      );
      optimizer.ascend(weights, gradient, rate, stepsTaken++);
      return terms;
    },
    state: () => ({step: stepsTaken, weights: copyWeights(weights), optimizer: copyArrays(state)}),
    dispose() {}
  };
}

function copyWeights(weights: Weights): Weights {
  return new Map(
    Array.from(weights, ([name, {shape, values}]) => [name, {shape, values: values.slice()}])
  );
}

function copyArrays(arrays: Map<string, Float32Array>): Map<string, Float32Array> {
  return new Map(Array.from(arrays, ([name, values]) => [name, values.slice()]));
}
