import {recordingKernel, trainingKernel} from "../shipped/models.js";
import {trainingSources} from "../shipped/training-images/sources.js";
import type {LiveExperiments} from "../training/experiments/live.js";
import {livePlan, startExperiments, workersFor} from "../training/experiments/live.js";
import type {LiveReport} from "../training/experiments/live-session.js";
import {lastSeen, type ExperimentPanel} from "../training/experiments/page-runs.js";
import type {ExperimentPlan} from "../training/experiments/plan.js";

/** What a run in the page is started with. */
interface OwnRunOptions {
  /** Told how far the images are that it learns from. */
  onLoading: (text: string) => void;
  onReport: (report: LiveReport) => void;
  onFailure: (error: unknown) => void;
  /** Calls it off while its images are still fetched. */
  signal: AbortSignal;
}

/** Runs in the page of all methods of a panel. */
export interface OwnRun extends LiveExperiments {
  /** Their plans, in the order of the panel’s methods. */
  plans: ExperimentPlan[];
  /** Whether the images are of the data set, and not made up after it. */
  isReal: boolean;
}

/**
 * Returns a promise to runs of all methods of a panel, on the images of its data set that the site
 * carries, or on such that a shipped decoder makes up where it has none.
 */
export async function openOwnRun(
  panel: ExperimentPanel,
  {onLoading, onReport, onFailure, signal}: OwnRunOptions
): Promise<OwnRun> {
  const {dataset} = panel.plan;
  const sources = await trainingSources();
  const source =
    sources.find(({id}) => id === dataset) ?? sources.find(({id}) => id === `dreamed-${dataset}`)!;
  const report = (done: number, of: number) =>
    onLoading(`Fetching the images: ${Math.round((100 * done) / of)} %`);
  // Markov chains make much of little: with other rounding, Monte Carlo EM soon is nats away.
  const fetched = panel.plan.likelihood === true ? recordingKernel() : trainingKernel();
  const [images, kernel] = await Promise.all([source.load(report, signal), fetched]);
  signal.throwIfAborted();
  const plans = panel.methods.map(({runs: [{plan, rate}]}) => livePlan(plan, rate, images));
  const until = Math.max(...panel.methods.map(({runs: [run]}) => lastSeen(run)));
  const workers = workersFor(plans, navigator.hardwareConcurrency);
  const live = startExperiments(plans, {images, kernel, until, workers, onReport, onFailure});
  return {...live, plans, isReal: source.id === dataset};
}
