import {handOver, withoutPixels} from "./image-pieces.js";
import type {
  RunImages,
  RunReport,
  Snapshot,
  SnapshotRequest,
  TrainingAnswer,
  TrainingRequest,
  ZipRequest
} from "./messages.js";
import type {RunPlan} from "./plan.js";
import type {RunState} from "./state.js";

/** What takes messages and answers them as a worker does. */
export type TrainingWorker = Pick<Worker, "postMessage" | "addEventListener" | "terminate">;

/** Options for startRun. */
export interface StartRunOptions {
  /** The training kernel, compiled. */
  kernel: WebAssembly.Module;
  /** Where to go on from; without it the run starts afresh, at the weights of its seed. */
  resume?: RunState;
  /** Whether to wait for continue or step; defaults to false. */
  paused?: boolean;
  /** What trains; defaults to a worker of its own. */
  worker?: TrainingWorker;
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

type WithoutId<Request> = Request extends unknown ? Omit<Request, "id"> : never;
type Question = WithoutId<Extract<TrainingRequest, {id: number}>>;

/** Who waits for an answer. */
interface Waiting {
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

/** Returns a training of a plan on images, in a worker. */
export function startRun(
  plan: RunPlan,
  images: RunImages,
  {kernel, resume, paused = false, worker = spawn()}: StartRunOptions
): LiveRun {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let newest: RunReport | undefined;
  let failure: Error | undefined;
  let hasEnded = false;
  let wake = () => {};

  function end(error?: Error): void {
    failure ??= error;
    hasEnded = true;
    const reason = failure ?? new Error("the run was stopped");
    for (const {reject} of waiting.values()) reject(reason);
    waiting.clear();
    worker.terminate();
    wake();
  }

  function ask<Value>(question: Question): Promise<Value> {
    if (hasEnded) return Promise.reject(failure ?? new Error("the run was stopped"));
    const id = (asked += 1);
    return new Promise<Value>((resolve, reject) => {
      waiting.set(id, {resolve: (value) => resolve(value as Value), reject});
      tell({...question, id});
    });
  }

  /** Sends a request after those before it, and after the images. */
  function tell(request: TrainingRequest): void {
    sent = sent.then(() => (hasEnded ? undefined : worker.postMessage(request, [])));
  }

  worker.addEventListener("message", (event) => {
    const answer = (event as MessageEvent<TrainingAnswer>).data;
    if (answer.type === "report") {
      newest = answer.report;
      return wake();
    }
    if (answer.id === undefined) return end(new Error((answer as {message: string}).message));
    const question = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.type === "failed") question?.reject(new Error(answer.message));
    else question?.resolve(answer.value);
  });
  worker.addEventListener("error", (event) => {
    // Who reads the reports is told, and shows it in its place.
    event.preventDefault();
    end(new Error(`the worker that trains has ended: ${(event as ErrorEvent).message}`));
  });
  let sent = handOver(images, (piece) => {
    if (!hasEnded) worker.postMessage(piece, [piece.part.buffer]);
  });
  tell({type: "start", plan, images: withoutPixels(images), kernel, resume, paused});

  return {
    pause: () => tell({type: "pause"}),
    continue: () => tell({type: "continue"}),
    step: () => tell({type: "step"}),
    stop: () => end(),
    state: () => ask({type: "state"}),
    snapshot: (request) => ask({type: "snapshot", ...request}),
    zip: (request) => ask({type: "zip", ...request}),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const report = newest;
        newest = undefined;
        if (report !== undefined) {
          yield report;
          if (report.status === "finished" || report.status === "diverged") return;
        } else if (hasEnded) {
          if (failure !== undefined) throw failure;
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
