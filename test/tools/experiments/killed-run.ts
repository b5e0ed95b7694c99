/** The process that test/tools/experiments/kill-test.ts kills: it does one tiny run’s job. */
import fs from "node:fs";
import {syncBuiltinESMExports} from "node:module";
import {setTimeout} from "node:timers/promises";
import type {Images} from "../../../src/formats/images.js";
import type {runJob as RunJob} from "../../../tools/experiments/job.js";
import {tinyExperiment} from "../../training/experiments/tiny-experiment.js";

/** When a process kills itself. */
export interface Death {
  /** While it writes its nth checkpoint, or record, from 1, */
  of: "checkpoint" | "record";
  nth: number;
  /** with half of it written, with all, or when it has its name. */
  at: "half" | "whole" | "named";
}

/** What the process is told. */
export interface KilledRun {
  out: string;
  images: number;
  /** Without it, it works until it is done, or until somebody else kills it. */
  death?: Death;
}

const {out, images, death}: KilledRun = JSON.parse(process.argv[2]!);
if (death !== undefined) dieAt(death);
// Only now, so that it writes by the functions as they are changed.
const {runJob}: {runJob: typeof RunJob} = await import("../../../tools/experiments/job.js");
// Large minibatches: the curve begins after few updates.
const setup = await tinyExperiment({batchSize: 40});
await runJob(
  {
    figure: 2,
    id: "tiny",
    plan: setup.plan,
    images,
    out,
    command: "",
    resume: true,
    check: false
  },
  {
    images: {train: labelled(setup.images.train), test: labelled(setup.images.heldOut)},
    kernel: setup.kernel,
    signal: new AbortController().signal,
    checkpointEvery: 0,
    onProgress: ({imagesSeen}) => console.log(imagesSeen)
  }
);

function labelled({pixels, count}: Images) {
  return {pixels, count, labels: new Uint8Array(count), width: pixels.length / count, height: 1};
}

function dieAt({of, nth, at}: Death): void {
  const {open, rename} = fs.promises;
  let count = 0;
  const isOf = (path: unknown) => String(path).includes(of === "record" ? ".json" : ".checkpoint");
  const kill = async () => {
    process.kill(process.pid, "SIGKILL");
    await setTimeout(60_000);
  };
  fs.promises.open = async (path, ...rest) => {
    const file = await open(path, ...rest);
    if (!isOf(path) || ++count < nth || at !== "half") return file;
    file.writeFile = async (content) => {
      const bytes = Buffer.from(content as Uint8Array);
      await file.write(bytes, 0, bytes.length >> 1);
      await kill();
    };
    return file;
  };
  fs.promises.rename = async (from, to) => {
    const isDue = isOf(to) && count === nth;
    if (isDue && at === "whole") await kill();
    await rename(from, to);
    if (isDue && at === "named") await kill();
  };
  syncBuiltinESMExports();
}
