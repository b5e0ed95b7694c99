import {importLater, inOrder} from "../async/once.js";
import {handedOver} from "../async/worker.js";
import type {RunStatus, TrainingSession} from "./messages.js";
import type {Run} from "./run.js";
import {openRun} from "./run.js";

/** How long minibatches follow one another before messages are looked at, in milliseconds. */
const SLICE = 20;

/** Reports are this far apart, in milliseconds, where nothing else is to be told. */
const REPORT_EVERY = 100;

/** What a session does with the world. */
export interface SessionWorld {
  /** Returns the time, in milliseconds. */
  now(): number;
  /** Returns a promise that is kept after the messages that wait. */
  breathe(): Promise<void>;
  /** The programs that models are made with, by name. */
  versions: Record<string, string>;
}

/** A run under way, and who has started it. */
interface StartedRun {
  open: Run;
  report(): void;
  fail(error: unknown): void;
}

/** Returns what a worker that trains answers, one after the other: one run, in slices of time. */
export function createTrainingSession({
  now,
  breathe,
  versions
}: SessionWorld): Omit<TrainingSession, "pixels"> {
  const next = inOrder();
  let started: Promise<StartedRun> | undefined;
  let status: RunStatus = "paused";
  let looping = false;

  const hasEnded = () => status === "finished" || status === "diverged";

  /** Takes minibatches for some time, or one; what goes wrong is the end of the run. */
  async function advance({open, fail}: StartedRun, milliseconds: number): Promise<void> {
    const began = now();
    let result: Awaited<ReturnType<Run["next"]>>;
    try {
      do result = await open.next();
      while (result === "ready" && now() - began < milliseconds);
      open.spend((now() - began) / 1000);
      if (result !== "ready") status = result;
    } catch (error) {
      status = "paused";
      fail(error);
    }
  }

  async function loop(run: StartedRun): Promise<void> {
    if (looping) return;
    looping = true;
    let told = now();
    while (status === "running") {
      await advance(run, SLICE);
      if (status !== "running" || now() - told >= REPORT_EVERY) {
        run.report();
        told = now();
      }
      await breathe();
    }
    looping = false;
  }

  /** Answers a question about the run, when all before it are answered. */
  function about<Value>(
    question: keyof TrainingSession,
    answer: (run: StartedRun) => Value | Promise<Value>
  ): Promise<Value> {
    return next(async () => {
      if (started === undefined) throw new Error(`invalid request: ${question} before any run`);
      return answer(await started);
    });
  }

  return {
    start: (request, tell) =>
      new Promise((resolve, reject) => {
        const start = async () => {
          const open = await openRun(request);
          const report = () => {
            tell({status, ...open.report()});
            if (hasEnded()) resolve();
          };
          return {open, report, fail: reject};
        };
        next(async () => {
          const run = await (started = start());
          status = request.paused ? "paused" : "running";
          run.report();
          void loop(run);
        }).catch(reject);
      }),
    pause: () =>
      about("pause", (run) => {
        if (!hasEnded()) status = "paused";
        run.report();
      }),
    continue: () =>
      about("continue", (run) => {
        if (hasEnded()) return run.report();
        status = "running";
        void loop(run);
      }),
    step: () =>
      about("step", async (run) => {
        if (status === "paused") await advance(run, 0);
        run.report();
      }),
    state: () => about("state", ({open}) => open.state()),
    snapshot: (request) =>
      about("snapshot", ({open}) => {
        const value = open.snapshot(request);
        const {pixels, mu, logVar} = value;
        return handedOver(value, [pixels.buffer, mu.buffer, logVar.buffer]);
      }),
    zip: (request) =>
      about("zip", async ({open}) => {
        // The model's files need tfjs, which is far heavier than all other modules here together.
        const {modelZip} = await importLater(() => import("./write-zip.js"), "what writes models");
        const value = await modelZip(open.state(), request, {...open.parts, versions});
        return handedOver(value, [value.buffer]);
      })
  };
}
