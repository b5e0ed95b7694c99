import assert from "node:assert/strict";
import {describe, test} from "node:test";
import type {JobOptions} from "../../src/async/worker.js";
import {askedWorker, oneJob} from "../../src/async/worker.js";
import {ThreadWorker} from "../thread-worker.js";

describe("asked worker", async () => {
  const asked = () => {
    const worker = new ThreadWorker();
    return {worker, ...askedWorker(worker as unknown as Worker, "the worker of trials")};
  };

  test("askedWorker(worker, name) gives each question its own answer, in any order", async () => {
    const {worker, ask} = asked();
    const answers = [ask({type: "decode"}), ask({type: "encode"})];
    assert.deepEqual(worker.posted, [
      {type: "decode", id: 1},
      {type: "encode", id: 2}
    ]);
    worker.say({id: 2, value: "of the second"});
    worker.say({id: 1, value: "of the first"});
    assert.deepEqual(await Promise.all(answers), ["of the first", "of the second"]);
  });

  test("askedWorker(worker, name) rejects one question only where one has failed", async () => {
    const {worker, ask} = asked();
    const answers = Promise.allSettled([ask({}), ask({})]);
    worker.say({id: 1, message: "invalid z: 3 numbers"});
    worker.say({id: 2, value: 7});
    const [first, second] = await answers;
    assert.match(String(first.status === "rejected" && first.reason), /invalid z: 3 numbers/);
    assert.deepEqual(second, {status: "fulfilled", value: 7});
  });

  test("askedWorker(worker, name) rejects all that waits, and what comes later, with why the worker ended", async () => {
    const {worker, ask} = asked();
    const waiting = ask({});
    worker.die();
    const ended = /^Error: the worker of trials has ended: it may have run out of memory$/;
    await assert.rejects(waiting, ended);
    await assert.rejects(ask({}), ended);
  });

  test("askedWorker(worker, name).end() ends the worker and says so to later questions", async () => {
    const {worker, ask, end} = asked();
    end();
    assert.equal(worker.isTerminated, true);
    await assert.rejects(
      ask({}),
      /^Error: the worker of trials has ended: it is no longer needed$/
    );
  });
});

describe("one job", async () => {
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
});
