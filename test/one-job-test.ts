import assert from "node:assert/strict";
import {test} from "node:test";
import {oneJob, type JobOptions} from "../src/one-job.js";
import {ThreadWorker} from "./thread-worker.js";

function job(options: Partial<JobOptions> = {}) {
  const worker = new ThreadWorker();
  const failure = "the files could not be read";
  const result = oneJob(worker as unknown as Worker, {files: 2}, {failure, ...options});
  return {worker, result};
}

test("oneJob(worker, request, …) tells how far it is, gives the result, and ends the worker", async () => {
  const told: number[][] = [];
  const {worker, result} = job({onProgress: (...progress) => told.push(progress)});
  assert.deepEqual(worker.posted, [{files: 2}]);
  worker.say({type: "progress", done: 1, of: 2});
  worker.say({type: "images", count: 5});
  assert.deepEqual(await result, {type: "images", count: 5});
  assert.deepEqual(told, [[1, 2]]);
  assert.equal(worker.isTerminated, true);
});

test("oneJob(worker, request, …) is rejected with what the worker says, or how it ended", async () => {
  const failed = job();
  failed.worker.say({type: "failed", message: "invalid a.png: no PNG"});
  await assert.rejects(failed.result, /^Error: invalid a\.png: no PNG$/);
  assert.equal(failed.worker.isTerminated, true);
  const dead = job();
  dead.worker.die("stack overflow");
  const said = "Error: the files could not be read: the worker has ended: stack overflow";
  await assert.rejects(dead.result, (error) => String(error) === said);
});

test("oneJob(worker, request, …) can be called off, and then ends the worker", async () => {
  const control = new AbortController();
  const {worker, result} = job({signal: control.signal});
  control.abort(new Error("the page has other files now"));
  await assert.rejects(result, /other files now/);
  assert.equal(worker.isTerminated, true);
});

test("oneJob(worker, request, …) asks nothing of a worker if it was called off before", async () => {
  const {worker, result} = job({signal: AbortSignal.abort(new Error("too late"))});
  await assert.rejects(result, /too late/);
  assert.deepEqual([worker.posted, worker.isTerminated], [[], true]);
});
