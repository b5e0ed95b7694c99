/** Records the runs of the paper's Figures 2 and 3 from which section 5 is drawn. */
import {availableParallelism} from "node:os";
import {resolve} from "node:path";
import {parseArgs} from "node:util";
import type {Stage} from "../src/training/experiments/figures.js";
import {experimentFiles, imagesSeen, recordsFolder} from "./experiments/files.js";
import type {Job} from "./experiments/job.js";
import {writeLatents} from "./experiments/latents.js";
import {checkCommand, chosenStages} from "./experiments/options.js";
import {runPool} from "./experiments/pool.js";
import {experimentProgress} from "./experiments/progress.js";
import {datasetSets} from "./training/sets.js";

const usage = `npm run experiment -- --figure 2|3 [--resume] [--only NAME,…] [--seeds S,…] …
  --figure N     the figure of the paper: 2, the bound, or 3, the marginal likelihood
  --resume       goes on from the checkpoints; without it, every run begins anew
  --only NAME    runs of this name, or whose names begin with it: mnist-3, mnist-3-aevb-0; n1000-mcem
  --seeds S,…    of these seeds alone: 0, 1, 2
  --images N     until a run has seen N images, instead of as many as planned
  --set F=V      a plan's field, changed: rates=0.02, weightPrior=none, dreamKind=mean, …; needs --out
  --check        repeats the beginning of recorded runs, compares, and writes nothing
  --latents      writes what each latent of these runs does, from their checkpoints, and trains none
  --out DIR      the folder of the records; defaults to src/data/experiments
  --data DIR     the folder with mnist/ and fashion-mnist/; defaults to AEVB_DATA, else downloads
  --cores N      runs at once; defaults to all cores
  --list         prints the stages and how far each is, and runs nothing`;

/** How far a repeated run may be from its record, in nats per image. */
const TOLERANCE = 1e-3;

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      figure: {type: "string"},
      resume: {type: "boolean", default: false},
      only: {type: "string"},
      seeds: {type: "string"},
      images: {type: "string"},
      set: {type: "string", multiple: true},
      check: {type: "boolean", default: false},
      latents: {type: "boolean", default: false},
      out: {type: "string"},
      data: {type: "string"},
      cores: {type: "string", default: String(availableParallelism())},
      list: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(usage);
  const cores = Number(values.cores);
  if (!(Number.isSafeInteger(cores) && cores > 0)) {
    throw new Error(`invalid --cores: ${values.cores}, expected an integer ≥ 1`);
  }
  const {figure, stages} = chosenStages(values);
  const out = values.out === undefined ? recordsFolder : resolve(values.out);
  const {data, check, resume} = values;
  if (values.latents) return latentsOf(stages, {figure, out, data});
  const all = stages.map((stage): Job => {
    const command = checkCommand(figure, stage.id, values);
    return {...stage, figure, out, data, resume, check, command};
  });
  const seen = new Map<string, number>();
  if (resume || values.list) {
    for (const {id} of all)
      if (!seen.has(id)) seen.set(id, await imagesSeen(experimentFiles(figure, id, out)));
  }
  const jobs = check ? lastOfEach(all) : all.filter(({id, images}) => (seen.get(id) ?? 0) < images);
  if (values.list) return list(all, seen);

  // A run's first stage may begin anew; those after it go on from where that one ended.
  const begun = new Set<string>();
  for (const job of jobs) {
    job.resume ||= begun.has(job.id);
    begun.add(job.id);
  }
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => controller.abort());
  }
  const progress = experimentProgress(jobs, {cores, seen});
  await runPool(jobs, {
    cores,
    signal: controller.signal,
    onStart: progress.start,
    onProgress: progress.update,
    onDone(job, difference) {
      progress.done(job);
      if (difference === undefined) return;
      const verdict = difference <= TOLERANCE ? "as recorded" : "NOT as recorded";
      console.log(`${job.id}: ${verdict}, within ${difference.toFixed(4)} nats`);
      if (difference > TOLERANCE) process.exitCode = 1;
    },
    onFailed({id}, message) {
      console.error(`${id}: ${message}`);
      process.exitCode = 1;
    }
  });
  if (controller.signal.aborted) {
    console.log("Stopped; the same command with --resume goes on from here.");
    process.exitCode = 130;
  }
}

/** Writes what the latents of each run do. */
async function latentsOf(
  stages: readonly Stage[],
  {figure, out, data}: Pick<Job, "figure" | "out" | "data">
): Promise<void> {
  for (const {id, plan} of new Map(stages.map((stage) => [stage.id, stage])).values()) {
    const images = await datasetSets(plan.dataset, {folder: data});
    for (const path of await writeLatents({figure, id, out}, images)) console.log(path);
  }
}

function lastOfEach(jobs: readonly Job[]): Job[] {
  return [...new Map(jobs.map((job) => [job.id, job])).values()];
}

function list(jobs: readonly Job[], seen: ReadonlyMap<string, number>): void {
  for (const {id, images} of jobs) {
    const at = Math.min(images, seen.get(id) ?? 0);
    console.log(`${id}: ${at.toLocaleString("en")} of ${images.toLocaleString("en")} images`);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
