import type {Send} from "../engine/sheets/session.js";
import type {RunStatus, StartRequest, TrainingAnswer, TrainingRequest} from "./messages.js";
import type {Run} from "./run.js";
import {openRun} from "./run.js";

/** How long minibatches follow one another before messages are looked at, in milliseconds. */
const SLICE = 20;

/** Reports are this far apart, in milliseconds, where nothing else is to be told. */
const REPORT_EVERY = 100;

/** What a session does with the world. */
export interface SessionWorld {
  send: Send<TrainingAnswer>;
  /** Returns the time, in milliseconds. */
  now(): number;
  /** Returns a promise that is kept after the messages that wait. */
  breathe(): Promise<void>;
  /** The programs that models are made with, by name. */
  versions: Record<string, string>;
}

/** Returns what a worker that trains does with its messages: one run, in slices of time. */
export function createTrainingSession({
  send,
  now,
  breathe,
  versions
}: SessionWorld): (request: TrainingRequest) => Promise<void> {
  let run: Promise<Run> | undefined;
  let status: RunStatus = "paused";
  let looping = false;
  let last: Promise<void> = Promise.resolve();

  const tell = (open: Run) => send({type: "report", report: {status, ...open.report()}}, []);

  /** Takes minibatches for some time, or one. */
  async function advance(open: Run, milliseconds: number): Promise<void> {
    const began = now();
    let result: Awaited<ReturnType<Run["next"]>>;
    do result = await open.next();
    while (result === "ready" && now() - began < milliseconds);
    open.spend((now() - began) / 1000);
    if (result !== "ready") status = result;
  }

  async function loop(open: Run): Promise<void> {
    if (looping) return;
    looping = true;
    try {
      let told = now();
      while (status === "running") {
        await advance(open, SLICE);
        if (status !== "running" || now() - told >= REPORT_EVERY) {
          tell(open);
          told = now();
        }
        await breathe();
      }
    } catch (error) {
      status = "paused";
      send({type: "failed", message: (error as Error).message}, []);
    } finally {
      looping = false;
    }
  }

  async function start(request: StartRequest): Promise<void> {
    run = openRun(request);
    const open = await run;
    status = request.paused ? "paused" : "running";
    tell(open);
    void loop(open);
  }

  async function answer(request: Exclude<TrainingRequest, StartRequest>): Promise<void> {
    if (run === undefined) throw new Error(`invalid request: ${request.type} before any run`);
    const open = await run;
    const hasEnded = status === "finished" || status === "diverged";
    switch (request.type) {
      case "pause":
        if (!hasEnded) status = "paused";
        return tell(open);
      case "continue":
        if (hasEnded) return tell(open);
        status = "running";
        return void loop(open);
      case "step":
        if (status === "paused") await advance(open, 0);
        return tell(open);
      case "state":
        return send({type: "state", id: request.id, value: open.state()}, []);
      case "snapshot": {
        const value = open.snapshot(request);
        const {pixels, mu, logVar} = value;
        const buffers = [pixels.buffer, mu.buffer, logVar.buffer];
        return send({type: "snapshot", id: request.id, value}, buffers);
      }
      case "zip": {
        // The model's files need tfjs, which is far heavier than all other modules here together.
        const {modelZip} = await import("./write-zip.js");
        const value = await modelZip(open.state(), request, {...open.parts, versions});
        return send({type: "zip", id: request.id, value}, [value.buffer]);
      }
    }
  }

  return (request) => {
    const id = "id" in request ? request.id : undefined;
    last = last
      .then(() => (request.type === "start" ? start(request) : answer(request)))
      .catch((error: Error) => send({type: "failed", id, message: error.message}, []));
    return last;
  };
}
