import type {Architecture} from "../formats/architecture.js";
import type {Images} from "../formats/images.js";
import type {Objective} from "../math/objective.js";
import {boundObjective} from "../math/objective.js";
import type {MeanElbo} from "./gradient.js";
import {elboGradient} from "./gradient.js";
import type {Minibatch, MinibatchPlan} from "./minibatch.js";
import {minibatches, stepsPerEpoch} from "./minibatch.js";
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

/** How the step size runs over a training: constant, or falling to 0 as half a cosine. */
export type Schedule = "constant" | "cosine";

/** What a training does, beside the trainer's own architecture and optimizer. */
export interface TrainingPlan extends MinibatchPlan {
  /** Passes over the images. */
  epochs: number;
  /** The step size at the start. */
  rate: number;
  schedule: Schedule;
}

/** What a step reports; the bound is the minibatch's, in nats per image, before the step. */
export interface Progress extends MeanElbo {
  /** The number of steps taken, this one included. */
  step: number;
  totalSteps: number;
  /** The number of images seen. */
  imagesSeen: number;
}

/**
 * Yields after each minibatch (algorithm 1), from the trainer's own step on, until the plan's last
 * epoch. To stop, leave the loop; to resume, call it again with the same trainer, or with one made
 * from its state: the curve is the same as without the stop.
 */
export async function* train(
  trainer: Trainer,
  images: Images,
  plan: TrainingPlan
): AsyncGenerator<Progress, void, void> {
  const totalSteps = plan.epochs * stepsPerEpoch(images.count, plan.batchSize);
  const minibatch = minibatches(images, plan);
  for (let step = trainer.stepsTaken; step < totalSteps; ++step) {
    const terms = trainer.step(minibatch(step), rateAt(step, totalSteps, plan));
    yield {...terms, step: step + 1, totalSteps, imagesSeen: (step + 1) * plan.batchSize};
  }
}

/** Returns the step size at a step, from 0. */
export function rateAt(
  step: number,
  totalSteps: number,
  {rate, schedule}: Pick<TrainingPlan, "rate" | "schedule">
): number {
  if (schedule === "constant") return rate;
  return (rate / 2) * (1 + Math.cos((Math.PI * step) / totalSteps));
}
