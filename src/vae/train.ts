import type {Images} from "../formats/images.js";
import type {MeanElbo} from "./gradient.js";
import type {MinibatchPlan} from "./minibatch.js";
import {minibatches, stepsPerEpoch} from "./minibatch.js";
import type {Trainer} from "./trainer.js";

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
