import type {ImagePiece} from "../image-pieces.js";
import type {RunImages} from "../messages.js";
import type {MeasuringProgress} from "./measure.js";
import type {ExperimentPlan} from "./plan.js";
import {openExperiment, type ExperimentPoint, type ExperimentRun} from "./run.js";

/** How long updates follow one another before messages are looked at, in milliseconds. */
const SLICE = 20;

/** Reports are this far apart, in milliseconds, where nothing else is to be told. */
const REPORT_EVERY = 200;

/** What live runs are started with. */
interface LiveStart {
  plans: readonly ExperimentPlan[];
  images: RunImages;
  /** The training kernel, compiled. */
  kernel: WebAssembly.Module;
  /** Where they end, in images seen. */
  until: number;
}

/** What a worker with live runs answers: the images come in pieces, then the runs start. */
export interface LiveSession {
  pixels(piece: ImagePiece): void;
  /** Is answered when the runs are at their end; until then it tells how they go on. */
  start(request: LiveStart, tell: (report: LiveReport) => void): Promise<void>;
  pause(): void;
  continue(): void;
}

/** How one of the runs goes. */
export interface LiveProgress {
  imagesSeen: number;
  /** The time spent learning, in seconds, without that of measuring. */
  seconds: number;
  /** The step size. */
  rate: number;
  curve: readonly ExperimentPoint[];
  /** How far its next point is, while that is measured in parts. */
  measuring?: MeasuringProgress;
}

/** How all runs go, in the order of their plans: each report tells all. */
export interface LiveReport {
  status: "running" | "paused" | "finished";
  runs: LiveProgress[];
}

/** What a session does with the world. */
interface LiveWorld {
  /** Returns the time, in milliseconds. */
  now(): number;
  /** Returns a promise that is kept after the messages that wait. */
  breathe(): Promise<void>;
}

/**
 * Returns what a worker answers: runs of section 5 side by side, that which is least far always
 * next, so that their curves can be compared all the time.
 */
export function createLiveSession({now, breathe}: LiveWorld): Omit<LiveSession, "pixels"> {
  let status: LiveReport["status"] = "paused";
  let wake = () => {};

  const isResting = () => status === "paused";

  function turn(next: LiveReport["status"]): void {
    if (status !== "finished") status = next;
    wake();
  }

  return {
    async start({plans, images, kernel, until}, tell) {
      const clock = () => now() / 1000;
      const runs: LiveRun[] = [];
      for (const plan of plans) {
        runs.push({run: await openExperiment({plan, images, kernel, clock})});
      }
      status = "running";
      const report = () => tell({status, runs: runs.map(progressOf)});
      report();
      let told = now();
      while (true) {
        while (isResting()) {
          report();
          await new Promise<void>((resolve) => (wake = resolve));
        }
        const result = advance(runs, until, now);
        if (result === "end") break;
        if (result === "point" || now() - told >= REPORT_EVERY) {
          report();
          told = now();
        }
        await breathe();
      }
      status = "finished";
      report();
    },
    pause: () => turn("paused"),
    continue: () => turn("running")
  };
}

/** A run, and the update under way while its point is measured in parts. */
interface LiveRun {
  run: ExperimentRun;
  update?: ReturnType<ExperimentRun["update"]>;
  measuring?: MeasuringProgress;
}

function progressOf({run, measuring}: LiveRun): LiveProgress {
  const {imagesSeen, seconds, rate, curve} = run;
  return {imagesSeen, seconds, rate, curve, ...(measuring && {measuring})};
}

/** Takes updates for a slice of time, or until there is a new point, or nothing to do. */
function advance(
  runs: readonly LiveRun[],
  until: number,
  now: () => number
): "point" | "end" | "ready" {
  const began = now();
  do {
    const next = runs.reduce((a, b) => (isBefore(b, a) ? b : a));
    if (next.run.imagesSeen >= until && next.update === undefined) return "end";
    next.update ??= next.run.update();
    const {done, value} = next.update.next();
    if (done === true) {
      next.update = next.measuring = undefined;
      if (value) return "point";
    } else next.measuring = value;
  } while (now() - began < SLICE);
  return "ready";
}

/** Returns whether a run has its turn before another one: it is less far, or has a point to finish. */
function isBefore(a: LiveRun, b: LiveRun): boolean {
  if (a.run.imagesSeen !== b.run.imagesSeen) return a.run.imagesSeen < b.run.imagesSeen;
  return a.update !== undefined && b.update === undefined;
}
