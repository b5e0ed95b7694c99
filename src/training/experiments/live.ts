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
  /** What they run in; defaults to a worker of its own. */
  worker?: WorkerLike;
}

/** Returns runs of some plans on the same images, side by side in a worker. */
export function startExperiments(
  plans: readonly ExperimentPlan[],
  {images, kernel, until, onReport, onFailure, worker = spawn()}: LiveOptions
): LiveExperiments {
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

function spawn(): Worker {
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
