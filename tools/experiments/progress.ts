import type {ExperimentPlan} from "../../src/training/experiments/plan.js";
import {duration} from "../training/progress.js";
import type {Job, JobProgress} from "./job.js";

/** Shows what all jobs are at, on the terminal or as lines. */
export interface ExperimentProgress {
  start(job: Job): void;
  update(job: Job, progress: JobProgress): void;
  done(job: Job): void;
}

/** The time between two lines where the output is not a terminal, in milliseconds. */
const LINE_EVERY = 60_000;

/** Returns a display of jobs' progress with the time that is left for all of them. */
export function experimentProgress(
  jobs: readonly Job[],
  {cores, seen}: {cores: number; seen: ReadonlyMap<string, number>}
): ExperimentProgress {
  /** How far each run is, in images seen. */
  const at = new Map(seen);
  /** The time of a unit of work, in seconds, by the last report of any job. */
  let unit: number | undefined;
  let lastLine = -Infinity;
  let finished = 0;

  function left(): string {
    if (unit === undefined) return "";
    const ends = new Map(jobs.map((job) => [job.id, job]));
    let work = 0;
    for (const job of ends.values()) {
      work += Math.max(0, job.images - (at.get(job.id) ?? 0)) * imageWork(job.plan);
    }
    return `  ${duration((work * unit) / cores)} left`;
  }

  const count = (n: number) => Math.round(n).toLocaleString("en");
  return {
    start({id, images}) {
      if (!process.stdout.isTTY) console.log(`${id}: to ${count(images)} images`);
    },
    update(job, {imagesSeen, rate, elbo}) {
      at.set(job.id, imagesSeen);
      if (rate > 0) unit = 1 / (rate * imageWork(job.plan));
      const now = performance.now();
      if (!process.stdout.isTTY && now - lastLine < LINE_EVERY) return;
      lastLine = now;
      const bound = elbo === undefined ? "" : `  ELBO ${elbo.toFixed(2)} nats`;
      const line =
        `${job.id}: ${count(imagesSeen)} of ${count(job.images)} images${bound}  ` +
        `${count(rate)} images/s  ${finished} of ${jobs.length} stages${left()}`;
      if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
      else console.log(line);
    },
    done(job) {
      ++finished;
      at.set(job.id, job.images);
      const clear = process.stdout.isTTY ? "\r\x1b[K" : "";
      console.log(`${clear}${job.id}: has seen ${count(job.images)} images`);
    }
  };
}

/** Returns about how much work an image is, in products of one AEVB update's largest layer. */
function imageWork({method, hiddenUnits, latentSize}: ExperimentPlan): number {
  const passes = {aevb: 5, "wake-sleep": 7, mcem: 12}[method];
  return passes * hiddenUnits * (784 + 2 * latentSize);
}
