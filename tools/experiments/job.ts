import type {FigureNumber, Stage} from "../../src/training/experiments/figures.js";
import {curveDifference, experimentRecord} from "../../src/training/experiments/record.js";
import {openExperiment} from "../../src/training/experiments/run.js";
import {currentCommit} from "../records.js";
import type {TrainingSets} from "../training/sets.js";
import {
  experimentFiles,
  readCheckpoint,
  readRecord,
  removeUnfinished,
  writeCheckpoint,
  writeRecord
} from "./files.js";
import type {ExperimentCheckpoint} from "./files.js";
import {processorSeconds, workClock} from "./work-clock.js";

/** A run's next stretch, as a worker is given it. */
export interface Job extends Stage {
  figure: FigureNumber;
  /** The folder of the records. */
  out: string;
  /** The folder of the data sets; without it AEVB_DATA, else downloads. */
  data?: string;
  /** Goes on from the checkpoint. */
  resume: boolean;
  /** Repeats the beginning of a record and compares, and writes nothing. */
  check: boolean;
  /** What repeats the beginning of the run. */
  command: string;
}

/** How far a job is. */
export interface JobProgress {
  imagesSeen: number;
  /** Images learned from per second of wall time, since the job began. */
  rate: number;
  /** The bound of held-out images at the last point, in nats per image, if there is one. */
  elbo?: number;
}

/** Options for runJob. */
export interface JobOptions {
  images: TrainingSets;
  kernel: WebAssembly.Module;
  onProgress(progress: JobProgress): void;
  /** Aborting stops the job after the update under way, with a checkpoint. */
  signal: AbortSignal;
  /** The time between two checkpoints, in milliseconds; defaults to two minutes. */
  checkpointEvery?: number;
}

/** The time between two checkpoints, in milliseconds: what is lost at most when a run is killed. */
const CHECKPOINT_EVERY = 120_000;

/** The time between two reports of progress, in milliseconds. */
const REPORT_EVERY = 5_000;

/** The updates between two looks at signals and messages. */
const UPDATES = 20;

/**
 * Does a job to its end, or until it is stopped.
 *
 * @returns a promise to the largest difference from the record, in nats, if the job is to check it
 */
export async function runJob(
  job: Job,
  {images, kernel, onProgress, signal, checkpointEvery = CHECKPOINT_EVERY}: JobOptions
): Promise<number | undefined> {
  const {figure, id, plan, out, resume, check, command} = job;
  const files = experimentFiles(figure, id, out);
  const work = workClock();
  if (!check) await removeUnfinished(files);
  const before = resume && !check ? await readCheckpoint(files.checkpoint) : undefined;
  const commit = before?.commit ?? currentCommit();
  const began = performance.now();
  const sets = {train: images.train, heldOut: images.test};
  const setup = {plan, images: sets, kernel, clock: processorSeconds};
  const run = await openExperiment(setup, before?.state);
  const from = run.imagesSeen;
  // Whoever goes on with a record, but without its checkpoint, begins at 0: until it has come as far,
  // the longer one stays.
  const farthest = resume ? ((await readRecord(files.record))?.imagesSeen ?? 0) : 0;
  // The processor time of a run that was begun before it was counted is not known.
  const worked = before === undefined ? 0 : before.processorSeconds;
  /** Writes the checkpoint, and the record as far as it goes. */
  async function save(): Promise<void> {
    const {wall, processor} = work.tick();
    const now: ExperimentCheckpoint = {
      state: run.state(),
      wallTimeSeconds: (before?.wallTimeSeconds ?? 0) + wall,
      processorSeconds: worked === undefined ? undefined : worked + processor,
      commit
    };
    await writeCheckpoint(files.checkpoint, now);
    if ((run.curve.at(-1)?.imagesSeen ?? 0) < Math.max(1, farthest)) return;
    await writeRecord(files.record, now, {figure, id, command});
  }
  let [saved, told] = [performance.now(), 0];

  while (run.imagesSeen < job.images && !signal.aborted) {
    let isPoint = false;
    for (let i = 0; i < UPDATES && !isPoint && run.imagesSeen < job.images; ++i) {
      isPoint = run.next();
    }
    work.tick();
    const now = performance.now();
    if (now - told > REPORT_EVERY) {
      told = now;
      const rate = ((run.imagesSeen - from) * 1000) / (now - began);
      onProgress({imagesSeen: run.imagesSeen, rate, elbo: run.curve.at(-1)?.heldOut?.elbo});
    }
    if (!check && now - saved > checkpointEvery) {
      saved = now;
      await save();
    }
    // Updates are synchronous: without a pause, a signal would wait until the end.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (check) {
    const recorded = await readRecord(files.record);
    if (recorded === undefined) throw new Error(`no record of ${id} at ${files.record}`);
    const ours = experimentRecord(run.state(), recorded);
    return curveDifference(ours.curve, recorded.curve);
  }
  await save();
  return undefined;
}
