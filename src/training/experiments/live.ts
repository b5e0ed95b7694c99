import type {SplitImages} from "../../formats/images.js";
import type {WorkerLike} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import {handOver, withoutPixels} from "../image-pieces.js";
import type {LiveReport, LiveSession} from "./live-session.js";
import type {ExperimentPlan} from "./plan.js";

/** Runs of section 5 under way. */
export interface LiveExperiments {
  pause(): void;
  continue(): void;
  /** Ends them and their worker. */
  stop(): void;
}

/** Options for startExperiments. */
interface LiveOptions {
  images: Pick<SplitImages, "train" | "heldOut">;
  /** The training kernel, compiled. */
  kernel: WebAssembly.Module;
  /** Where they end, in images seen. */
  until: number;
  onReport: (report: LiveReport) => void;
  /** They have ended, and why. */
  onFailure: (error: Error) => void;
  /** How many workers share the runs; defaults to one, in which they go side by side. */
  workers?: number;
  /** Returns what some of them run in; defaults to a worker. */
  spawn?: () => WorkerLike;
}

/**
 * Returns runs of some plans on the same images, side by side in one worker or more. What is reported
 * is of all of them; where one fails, all end.
 */
export function startExperiments(
  plans: readonly ExperimentPlan[],
  {workers = 1, onReport, onFailure, ...options}: LiveOptions
): LiveExperiments {
  const reports: (LiveReport | undefined)[] = Array.from({length: workers});
  const all = reports.map((_, worker) =>
    startWorker(
      plans.filter((_plan, i) => i % workers === worker),
      {
        ...options,
        onReport(report) {
          reports[worker] = report;
          if (reports.every((one) => one !== undefined)) onReport(joinedReport(reports));
        },
        onFailure(error) {
          stop();
          onFailure(error);
        }
      }
    )
  );
  function stop(): void {
    for (const one of all) one.stop();
  }
  return {
    pause: () => all.forEach((one) => one.pause()),
    continue: () => all.forEach((one) => one.continue()),
    stop
  };
}

/**
 * Returns how many workers share runs. The marginal likelihood takes far longer than learning, so
 * that each run has a worker as far as there are processors, of which the page keeps one; elsewhere
 * runs have equal time in one worker.
 */
export function workersFor(plans: readonly ExperimentPlan[], processors: number): number {
  const isLong = plans.some(({likelihood}) => likelihood === true);
  return isLong ? Math.max(1, Math.min(plans.length, processors - 1)) : 1;
}

/**
 * Returns the report of all runs, of which each worker has had every so many-th. They are paused
 * once none goes on.
 */
export function joinedReport(reports: readonly LiveReport[]): LiveReport {
  const count = reports.reduce((sum, {runs}) => sum + runs.length, 0);
  const statuses = reports.map(({status}) => status);
  return {
    status: (["running", "paused"] as const).find((one) => statuses.includes(one)) ?? "finished",
    runs: Array.from({length: count}, (_, i) => {
      const {runs} = reports[i % reports.length];
      return runs[Math.floor(i / reports.length)];
    })
  };
}

/** Returns runs in one worker. */
function startWorker(
  plans: readonly ExperimentPlan[],
  {images, kernel, until, onReport, onFailure, spawn = liveWorker}: Omit<LiveOptions, "workers">
): LiveExperiments {
  const worker = spawn();
  const {ask, tell, end} = askedWorker<LiveSession>(worker, "the runs cannot go on");
  const {train, heldOut} = images;
  let hasEnded = false;

  // All else comes after the images.
  const sent = handOver({train, heldOut}, (piece) =>
    tell({type: "pixels", ...piece}, {transfer: [piece.part.buffer]})
  );
  const start = {plans, images: withoutPixels({train, heldOut}), kernel, until};
  sent
    .then(() => ask({type: "start", ...start}, {onProgress: onReport}))
    .catch((error: Error) => {
      end();
      if (!hasEnded) onFailure(error);
    });

  return {
    pause: () => void sent.then(() => tell({type: "pause"})),
    continue: () => void sent.then(() => tell({type: "continue"})),
    stop(): void {
      hasEnded = true;
      end();
    }
  };
}

function liveWorker(): Worker {
  return new Worker(import.meta.resolve("./live-worker.js"), {type: "module"});
}

/**
 * Returns the plan of a recorded run for a page, which has fewer images: as many as there are, the
 * step size that the record has, and all else the same.
 */
export function livePlan(
  plan: ExperimentPlan,
  rate: number,
  {train, heldOut}: Pick<SplitImages, "train" | "heldOut">
): ExperimentPlan {
  return {
    ...plan,
    rates: [rate],
    trainImages: Math.min(plan.trainImages, train.count),
    measuredImages: Math.min(plan.measuredImages, heldOut.count)
  };
}
