import type {KernelMeasure} from "../../engine/training/gradient.js";
import {evaluationNoiseOf} from "../../vae/evaluate.js";
import type {MeanElbo} from "../../vae/gradient.js";
import {meanKlPerUnit} from "../../math/latent-use.js";
import {fullInk, type Images} from "../../formats/images.js";
import type {TrainingState} from "../../vae/trainer.js";
import {fingerprint} from "../run.js";
import {isMilestone} from "../pace.js";
import {firstImages} from "../trainer-plan.js";
import {openLearner} from "./learner.js";
import type {ExperimentPlan} from "./plan.js";
import {bestRate, tryRates, type RateTrial} from "./rate-trials.js";

/** The curve begins here, in images seen: before it, the bound is that of a start. */
const FIRST_POINT = 10_000;

/** A point of a run's curve; the terms are means over the measured images, in nats per image. */
export interface ExperimentPoint {
  imagesSeen: number;
  /** The processor time of learning up to here, in seconds, without that of measuring. */
  seconds: number;
  train: MeanElbo;
  heldOut: MeanElbo;
  /** The mean KL of each latent dimension, over held-out images. */
  klPerUnit: number[];
}

/** Everything that a run needs to go on. */
export interface ExperimentState {
  plan: ExperimentPlan;
  /** Tells its training images from others. */
  fingerprint: string;
  training: TrainingState;
  /** The step size, and what it was chosen by. */
  rate: number;
  trials: RateTrial[];
  seconds: number;
  curve: ExperimentPoint[];
}

/** A run of section 5, which somebody moves on. */
export interface ExperimentRun {
  readonly imagesSeen: number;
  /** Takes one update, and measures where the curve has a point; says whether there is a new one. */
  next(): boolean;
  /** The curve's last point, if it has any. */
  readonly lastPoint: ExperimentPoint | undefined;
  /** Returns a copy of where it stands. */
  state(): ExperimentState;
}

/** What a run is opened with. */
export interface ExperimentSetup {
  plan: ExperimentPlan;
  /** All images of the data set; the plan says how many of them it learns from and measures. */
  images: {train: Images; heldOut: Images};
  kernel: WebAssembly.Module;
  /** Returns the processor time so far, in seconds, by which learning is timed. */
  clock(): number;
}

/**
 * Returns a promise to a run at its start, for which its step size is chosen, or where it was left.
 *
 * @throws Error (as a rejection) if the state to go on from is of another plan or of other images
 * @throws Error (from next) naming the update at which the bound is no number any more
 */
export async function openExperiment(
  {plan, images, kernel, clock}: ExperimentSetup,
  resume?: ExperimentState
): Promise<ExperimentRun> {
  const train = firstImages(images.train, plan.trainImages);
  const found = fingerprint(train);
  if (resume !== undefined) checkResume(resume, plan, found);
  const trials = resume?.trials ?? (await tryRates(plan, train, kernel));
  const rate = resume?.rate ?? bestRate(trials);
  const learner = await openLearner(plan, train, kernel, resume?.training);
  const sets = {
    train: measuredSet(train, plan),
    heldOut: measuredSet(images.heldOut, plan)
  };
  const curve = [...(resume?.curve ?? [])];
  let seconds = resume?.seconds ?? 0;
  const imagesSeen = () => learner.stepsTaken * plan.batchSize;

  return {
    get imagesSeen() {
      return imagesSeen();
    },
    get lastPoint() {
      return curve.at(-1);
    },
    next() {
      const [before, began] = [imagesSeen(), clock()];
      const {elbo} = learner.step(rate);
      seconds += clock() - began;
      if (!Number.isFinite(elbo)) throw new Error(`diverged at update ${learner.stepsTaken}`);
      const after = imagesSeen();
      if (after < FIRST_POINT || !isMilestone(before, after)) return false;
      const {klPerUnit: _, ...ofTrain} = measure(learner.model, sets.train, plan);
      const {klPerUnit, ...ofHeldOut} = measure(learner.model, sets.heldOut, plan);
      const terms = {train: ofTrain, heldOut: ofHeldOut, klPerUnit};
      curve.push({imagesSeen: after, seconds, ...terms});
      return true;
    },
    state: () => ({
      plan,
      fingerprint: found,
      training: learner.state(),
      rate,
      trials,
      seconds,
      curve: [...curve]
    })
  };
}

/** Images as they are measured, always with the same noise. */
interface MeasuredSet {
  x: Float32Array;
  count: number;
  noise: Float32Array;
}

function measuredSet(images: Images, {measuredImages, seed, latentSize}: ExperimentPlan) {
  const {pixels, count} = firstImages(images, Math.min(images.count, measuredImages));
  const ink = fullInk(pixels);
  const x = Float32Array.from(pixels, (pixel) => pixel / ink);
  return {x, count, noise: evaluationNoiseOf(seed, count, latentSize)};
}

/** Returns the mean bound of images by equation (10), with one draw of z each. */
function measure(
  model: KernelMeasure,
  {x, count, noise}: MeasuredSet,
  {latentSize}: ExperimentPlan
): MeanElbo & {klPerUnit: number[]} {
  const {reconstruction, mu, logVar} = model.measure(x, noise);
  const klPerUnit = Array.from(meanKlPerUnit(mu, logVar, latentSize));
  const mean = reconstruction.reduce((sum, term) => sum + term, 0) / count;
  const kl = klPerUnit.reduce((sum, term) => sum + term, 0);
  return {elbo: mean - kl, reconstruction: mean, kl, klPerUnit};
}

function checkResume(state: ExperimentState, plan: ExperimentPlan, found: string): void {
  if (state.fingerprint !== found) {
    throw new Error(`invalid images: ${found}, expected ${state.fingerprint}, those of the run`);
  }
  const [theirs, ours] = [state.plan, plan].map((one) =>
    JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  );
  if (theirs !== ours) throw new Error(`invalid plan: ${ours}, expected ${theirs}, the run’s own`);
}
