import type {MeanElbo} from "../vae/gradient.js";
import type {TrainingState} from "../vae/trainer.js";
import type {RunPlan} from "./run-plan.js";
import type {RunningTerms} from "./running-terms.js";

/** A point of a run's curve; all terms are in nats per image. */
export interface CurvePoint {
  /** The number of images seen, counting repetitions. */
  imagesSeen: number;
  /** The running mean over minibatches. */
  train: MeanElbo;
  /** The mean over the held-out images, with one sample each. */
  heldOut: MeanElbo;
  /** The mean KL of each latent dimension over the held-out images. */
  klPerUnit: number[];
}

/** Where a run stands: with its images, all that it needs to go on as if it had not stopped. */
export interface RunState {
  plan: RunPlan;
  /** The number of pixels of an image. */
  inputSize: number;
  /** Which images it was trained on. */
  fingerprint: string;
  training: TrainingState;
  /** The time spent training, in seconds. */
  seconds: number;
  train: RunningTerms;
  /** In order of images seen. */
  curve: CurvePoint[];
}
