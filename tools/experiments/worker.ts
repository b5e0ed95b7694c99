/** A process that does one job, for tools/experiments/pool.ts. */
import {compileKernel} from "../models/compile-kernel.js";
import {datasetSets} from "../training/sets.js";
import {runJob, type Job, type JobProgress} from "./job.js";

/** What the process is told. */
export type WorkerRequest = {type: "job"; job: Job} | {type: "stop"};

/** What it answers. */
export type WorkerAnswer =
  | ({type: "progress"} & JobProgress)
  | {type: "done"; stopped: boolean; difference?: number}
  | {type: "failed"; message: string};

const controller = new AbortController();

async function work(job: Job): Promise<void> {
  const images = await datasetSets(job.plan.dataset, {folder: job.data});
  const difference = await runJob(job, {
    images,
    kernel: await WebAssembly.compile(await compileKernel("training")),
    onProgress: (progress) => send({type: "progress", ...progress}),
    signal: controller.signal
  });
  send({type: "done", stopped: controller.signal.aborted, difference});
}

function send(answer: WorkerAnswer): void {
  if (process.connected) process.send!(answer);
}

process.on("message", (request: WorkerRequest) => {
  if (request.type === "stop") return controller.abort();
  work(request.job)
    .catch((error: Error) => send({type: "failed", message: error.message}))
    .finally(() => process.connected && process.disconnect());
});
// The terminal sends its signals to every process; the one that gives out the jobs says when to stop.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => controller.abort());
// Whoever gave out the job may have been killed.
process.on("disconnect", () => controller.abort());
