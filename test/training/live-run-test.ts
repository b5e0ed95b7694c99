import assert from "node:assert/strict";
import {before, it} from "node:test";
import {answerQuestions} from "../../src/async/worker.js";
import {gatherPieces} from "../../src/training/image-pieces.js";
import {startRun} from "../../src/training/live-run.js";
import type {RunReport, TrainingSession} from "../../src/training/messages.js";
import {createTrainingSession} from "../../src/training/session.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {SessionWorker, ThreadWorker} from "../thread-worker.js";
import {tinyImages, tinyPlan} from "./tiny-run.js";

let kernel: WebAssembly.Module;
before(async () => {
  kernel = await WebAssembly.compile(await compileKernel("training"));
});

/** A worker on this thread. */
function fakeWorker(): SessionWorker {
  const session = createTrainingSession({
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    versions: {}
  });
  const whole: TrainingSession = {...session, ...gatherPieces(session.start)};
  return new SessionWorker((page) => answerQuestions(whole, page));
}

async function reportsOf(run: AsyncIterable<RunReport>): Promise<RunReport[]> {
  const reports = [];
  for await (const report of run) reports.push(report);
  return reports;
}

it("startRun(plan, images, …) reports until the run is finished", async () => {
  const worker = fakeWorker();
  const run = startRun(tinyPlan(), tinyImages, {kernel, worker});
  const last = (await reportsOf(run)).at(-1)!;
  assert.deepEqual([last.status, last.step, last.totalSteps], ["finished", 200, 200]);
  assert.ok(last.seconds > 0 && last.samplesPerSecond > 0);
  assert.equal(worker.isTerminated, false);
  assert.equal((await run.state()).training.step, 200);
  run.stop();
  assert.equal(worker.isTerminated, true);
});

it("startRun(…) can be left, and a run of its state goes on from there", async () => {
  const first = startRun(tinyPlan(), tinyImages, {kernel, worker: fakeWorker(), paused: true});
  for (let step = 0; step < 5; ++step) first.step();
  const state = await first.state();
  first.stop();
  assert.equal((await reportsOf(first)).at(-1)!.step, 5);
  const options = {kernel, worker: fakeWorker(), resume: state, paused: true};
  const second = startRun(tinyPlan(), tinyImages, options);
  second.step();
  assert.equal((await second.state()).training.step, 6);
  second.stop();
});

it("a run’s questions are rejected if they are wrong, and once it is stopped", async () => {
  const run = startRun(tinyPlan(), tinyImages, {kernel, worker: fakeWorker(), paused: true});
  const z = new Float32Array(2);
  const {pixels} = await run.snapshot({z, codes: 30});
  assert.equal(pixels.length, 36);
  await assert.rejects(run.snapshot({z, codes: 31}), {
    message: "invalid codes: 31, expected an integer from 0 to 30"
  });
  const question = run.state();
  run.stop();
  await assert.rejects(question, {message: "the run was stopped"});
  await assert.rejects(run.state(), {message: "the run was stopped"});
});

it("a run that cannot start throws where its reports are read", async () => {
  const plan = tinyPlan({batchSize: 500});
  const run = startRun(plan, tinyImages, {kernel, worker: fakeWorker()});
  await assert.rejects(reportsOf(run), {
    message: "invalid batchSize: 500, expected at most 200 images"
  });
});

it("a run whose worker ends throws, with a sentence", async () => {
  const worker = new ThreadWorker();
  const run = startRun(tinyPlan(), tinyImages, {kernel, worker});
  const reports = reportsOf(run);
  worker.die("out of memory");
  await assert.rejects(reports, {
    message: "the training cannot go on: the worker has ended: out of memory"
  });
});
