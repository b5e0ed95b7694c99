import type {Images} from "../../formats/images.js";
import {fingerprint} from "../run.js";
import {isMilestone} from "../pace.js";
import {firstImages} from "../trainer-plan.js";
import {openLearner, type LearnerState} from "./learner.js";
import type {LikelihoodTerms} from "./likelihood.js";
import {createMeasure, type MeanBound, type MeasuringProgress} from "./measure.js";
import type {ExperimentPlan} from "./plan.js";
import {bestRate, tryRates, type RateTrial} from "./rate-trials.js";

/** The curve begins here, in images seen: before it, the bound is that of a start. */
export const FIRST_POINT = 10_000;

/** A point of a run's curve. */
export interface ExperimentPoint extends Partial<MeanBound> {
  imagesSeen: number;
  /** The processor time of learning up to here, in seconds, without that of measuring. */
  seconds: number;
  /** The marginal likelihood, if the plan has it. */
  likelihood?: {train: LikelihoodTerms; heldOut: LikelihoodTerms};
}

/** Everything that a run needs to go on. */
export interface ExperimentState {
  plan: ExperimentPlan;
  /** Tells its training images from others. */
  fingerprint: string;
  training: LearnerState;
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
  /** Does the same, and stops after each part of a measuring that takes seconds. */
  update(): Generator<MeasuringProgress, boolean>;
  /** The processor time of learning so far, in seconds. */
  readonly seconds: number;
  /** The step size. */
  readonly rate: number;
  /** The points so far. */
  readonly curve: readonly ExperimentPoint[];
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
 * @throws Error (from next and update) naming the update at which the bound is no number any more
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
  const measure = createMeasure(learner, {train, heldOut: images.heldOut}, plan);
  const curve = [...(resume?.curve ?? [])];
  let seconds = resume?.seconds ?? 0;
  const imagesSeen = () => learner.stepsTaken * plan.batchSize;

  function* update(): Generator<MeasuringProgress, boolean> {
    const [before, began] = [imagesSeen(), clock()];
    const value = learner.step(rate);
    seconds += clock() - began;
    if (!Number.isFinite(value)) throw new Error(`diverged at update ${learner.stepsTaken}`);
    const after = imagesSeen();
    if (after < FIRST_POINT || !isMilestone(before, after, plan.pointsPerDecade)) return false;
    curve.push({imagesSeen: after, seconds, ...(yield* measure())});
    return true;
  }

  return {
    get imagesSeen() {
      return imagesSeen();
    },
    get seconds() {
      return seconds;
    },
    rate,
    curve,
    update,
    next() {
      const parts = update();
      while (true) {
        const {done, value} = parts.next();
        if (done === true) return value;
      }
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

function checkResume(state: ExperimentState, plan: ExperimentPlan, found: string): void {
  if (state.fingerprint !== found) {
    throw new Error(`invalid images: ${found}, expected ${state.fingerprint}, those of the run`);
  }
  const [theirs, ours] = [state.plan, plan].map((one) =>
    JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  );
  if (theirs !== ours) throw new Error(`invalid plan: ${ours}, expected ${theirs}, the run’s own`);
}
