import {fork} from "node:child_process";
import {fileURLToPath} from "node:url";
import type {Job, JobProgress} from "./job.js";
import type {WorkerAnswer, WorkerRequest} from "./worker.js";

/** What a pool tells of its jobs. */
export interface PoolEvents {
  onStart(job: Job): void;
  onProgress(job: Job, progress: JobProgress): void;
  /** @param difference the largest difference from the record, where the job was to check it */
  onDone(job: Job, difference?: number): void;
  onFailed(job: Job, message: string): void;
}

/** Options for runPool. */
export interface PoolOptions extends PoolEvents {
  /** How many jobs run at once. */
  cores: number;
  /** Aborting stops all jobs, each with a checkpoint. */
  signal: AbortSignal;
}

/**
 * Does jobs in their order, each in a process, as many at once as there are cores to use; two of
 * one run never at once.
 *
 * @returns a promise that is kept when all are done, or stopped
 */
export async function runPool(
  jobs: readonly Job[],
  {cores, signal, ...events}: PoolOptions
): Promise<void> {
  const waiting = [...jobs];
  const running = new Set<string>();
  const failed = new Set<string>();

  /** Takes out the first job whose run is not under way, if there is one. */
  function take(): Job | undefined {
    const at = waiting.findIndex(({id}) => !running.has(id));
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  }

  async function serve(): Promise<void> {
    for (let job = take(); job !== undefined && !signal.aborted; job = take()) {
      // What comes after a failure would only fail again.
      if (failed.has(job.id)) continue;
      running.add(job.id);
      events.onStart(job);
      if (!(await perform(job, signal, events))) failed.add(job.id);
      running.delete(job.id);
    }
  }

  await Promise.all(Array.from({length: Math.min(cores, jobs.length)}, serve));
}

/** Returns a promise to whether a job was done to its end, in a process of its own. */
function perform(job: Job, signal: AbortSignal, events: PoolEvents): Promise<boolean> {
  const worker = fork(fileURLToPath(new URL("worker.ts", import.meta.url)));
  const send = (request: WorkerRequest) => worker.connected && worker.send(request);
  const stop = () => send({type: "stop"});
  signal.addEventListener("abort", stop);
  return new Promise<boolean>((resolve) => {
    let end: boolean | string = "its process ended";
    worker.on("message", (answer: WorkerAnswer) => {
      if (answer.type === "progress") return events.onProgress(job, answer);
      if (answer.type === "failed") return void (end = answer.message);
      if (!answer.stopped) events.onDone(job, answer.difference);
      end = !answer.stopped;
    });
    worker.on("error", (error) => (end = error.message));
    worker.on("close", () => {
      if (typeof end === "string") events.onFailed(job, end);
      resolve(end === true);
    });
    send({type: "job", job});
  }).finally(() => signal.removeEventListener("abort", stop));
}
