import type {WorkerLike} from "../async/worker.js";
import {askedWorker} from "../async/worker.js";
import {handOver, withoutPixels} from "./image-pieces.js";
import type {
  RunImages,
  RunReport,
  Snapshot,
  SnapshotRequest,
  TrainingSession,
  ZipRequest
} from "./messages.js";
import type {RunPlan} from "./plan.js";
import type {RunState} from "./state.js";

/** Options for startRun. */
export interface StartRunOptions {
  /** The training kernel, compiled. */
  kernel: WebAssembly.Module;
  /** Where to go on from; without it the run starts afresh, at the weights of its seed. */
  resume?: RunState;
  /** Whether to wait for continue or step; defaults to false. */
  paused?: boolean;
  /** What trains; defaults to a worker of its own. */
  worker?: WorkerLike;
}

/**
 * A training under way. Its reports can be read once; a slow reader gets the newest. They end after
 * the report of a finished or diverged run, and with stop; they throw if the run fails.
 */
export interface LiveRun extends AsyncIterable<RunReport> {
  pause(): void;
  continue(): void;
  /** Takes one minibatch of a paused run. */
  step(): void;
  /** Ends the run and its worker; what was asked for and is not answered yet is rejected. */
  stop(): void;
  /** Returns a promise to where the run stands: what resume takes, and what a store keeps. */
  state(): Promise<RunState>;
  /** Returns a promise to pictures and codes of the model as it is. */
  snapshot(request: SnapshotRequest): Promise<Snapshot>;
  /** Returns a promise to the model as a zip; it takes some seconds, in which the run rests. */
  zip(request: ZipRequest): Promise<Uint8Array<ArrayBuffer>>;
}

/** Returns a training of a plan on images, in a worker. */
export function startRun(
  plan: RunPlan,
  images: RunImages,
  {kernel, resume, paused = false, worker = spawn()}: StartRunOptions
): LiveRun {
  const {ask, tell, end} = askedWorker<TrainingSession>(worker, "the training cannot go on");
  let newest: RunReport | undefined;
  let ending: {failure?: Error} | undefined;
  let wake = () => {};

  function stop(failure?: Error): void {
    ending ??= {failure};
    end(failure ?? new Error("the run was stopped"));
    wake();
  }

  function onProgress(report: RunReport): void {
    newest = report;
    wake();
  }

  // All else comes after the images.
  const sent = handOver(images, (piece) =>
    tell({type: "pixels", ...piece}, {transfer: [piece.part.buffer]})
  );
  const start = {
    type: "start",
    plan,
    images: withoutPixels(images),
    kernel,
    resume,
    paused
  } as const;
  sent.then(() => ask(start, {onProgress})).catch(stop);
  const tellLater = (type: "pause" | "continue" | "step") => void sent.then(() => tell({type}));

  return {
    pause: () => tellLater("pause"),
    continue: () => tellLater("continue"),
    step: () => tellLater("step"),
    stop: () => stop(),
    state: () => sent.then(() => ask({type: "state"})),
    snapshot: (request) => sent.then(() => ask({type: "snapshot", ...request})),
    zip: (request) => sent.then(() => ask({type: "zip", ...request})),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const report = newest;
        newest = undefined;
        if (report !== undefined) {
          yield report;
          if (report.status === "finished" || report.status === "diverged") return;
        } else if (ending !== undefined) {
          if (ending.failure !== undefined) throw ending.failure;
          return;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    }
  };
}

function spawn(): Worker {
  return new Worker(import.meta.resolve("./worker.js"), {type: "module"});
}
