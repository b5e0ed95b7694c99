import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {createStripScheduler} from "../../../src/engine/sheets/scheduler.js";
import {fakeWorkers, fakeSheet} from "./fake-workers.js";

describe("strip pool", () => {
  const place = {};

  it("a worker that dies is replaced, and its strips are computed", () => {
    const {options, workers} = fakeWorkers(1);
    const {request, log} = fakeSheet(5);
    createStripScheduler(options).request(place, request);
    workers[0].died();
    assert.ok(workers[0].isStopped);
    assert.equal(workers.length, 2);
    workers[1].finish();
    workers[1].finish();
    assert.deepEqual(
      log.drawn.map(([, y]) => y),
      [0, 4]
    );
    assert.equal(log.done, 1);
  });

  it("a worker that was ready and says nothing more is taken for dead", () => {
    const {options, workers, wait} = fakeWorkers(1);
    const {request, log} = fakeSheet(5, {rows: 4});
    createStripScheduler(options).request(place, request);
    wait();
    assert.equal(workers.length, 1, "it may take its time to start");
    workers[0].answer({type: "ready"});
    wait();
    assert.equal(workers.length, 2);
    workers[0].finish();
    assert.deepEqual(log.drawn, [], "nobody listens to the dead");
    workers[1].finish();
    assert.equal(log.done, 1);
  });

  it("a worker with nothing to do may be silent", () => {
    const {options, workers, timers} = fakeWorkers(1);
    const {request} = fakeSheet(5, {rows: 4});
    createStripScheduler(options).request(place, request);
    workers[0].answer({type: "ready"});
    workers[0].finish();
    assert.equal(timers.size, 0);
  });

  it("strips that were overtaken die with their worker", () => {
    const {options, workers} = fakeWorkers(1);
    const scheduler = createStripScheduler(options);
    const [old, young] = [fakeSheet(1, {rows: 4}), fakeSheet(2, {rows: 4})];
    scheduler.request(place, old.request);
    scheduler.request(place, young.request);
    workers[0].died();
    assert.deepEqual(
      workers[1].strips.map(({z}) => z[0]),
      [2]
    );
  });

  it("where workers do not live the strips are computed on this thread", () => {
    const {options, workers} = fakeWorkers(2);
    const {request, log} = fakeSheet(5, {rows: 16});
    createStripScheduler(options).request(place, request);
    for (const one of [0, 1, 2]) workers[one].died();
    const living = workers.filter(({isStopped}) => !isStopped);
    for (const worker of living) worker.died();
    const here = workers.filter(({isHere, isStopped}) => isHere && !isStopped);
    assert.equal(here.length, 1);
    while (here[0].strips.length > 0) here[0].finish();
    assert.equal(log.done, 1);
  });

  it("a fast worker gets as many strips as fill a busy frame of the page", () => {
    const {options, workers} = fakeWorkers(1);
    createStripScheduler(options).request(place, fakeSheet(5, {rows: 400}).request);
    const [worker] = workers;
    assert.equal(worker.strips.length, 2);
    for (const [milliseconds, atOnce] of [
      [4, 3],
      [0.1, 8],
      [0, 8],
      [50, 7]
    ]) {
      worker.finish(milliseconds);
      assert.equal(worker.strips.length, atOnce);
    }
  });

  it("scheduler.stop() ends all workers", () => {
    const {options, workers, timers} = fakeWorkers(2);
    const scheduler = createStripScheduler(options);
    scheduler.request(place, fakeSheet(5).request);
    for (const worker of workers) worker.answer({type: "ready"});
    scheduler.stop();
    assert.deepEqual(
      workers.map(({isStopped}) => isStopped),
      [true, true]
    );
    assert.equal(timers.size, 0);
  });
});

describe("strip scheduler", () => {
  const place = {};

  it("scheduler.request(place, sheet) computes a sheet strip by strip on all workers", () => {
    const {options, workers} = fakeWorkers(2);
    const scheduler = createStripScheduler(options);
    const {request, log} = fakeSheet(7, {rows: 16});
    scheduler.request(place, request);
    assert.equal(workers.length, 2);
    assert.deepEqual(
      workers.map(({networks}) => networks),
      [["a"], ["a"]]
    );
    assert.deepEqual(
      workers.map(({strips}) => strips.length),
      [2, 2]
    );
    workers[0].finish();
    assert.deepEqual(log.drawn, [[7, 0]]);
    for (const worker of [workers[0], workers[1], workers[1]]) worker.finish();
    assert.deepEqual(
      log.drawn.map(([, y]) => y).toSorted((a, b) => a - b),
      [0, 4, 8, 12]
    );
    assert.equal(log.done, 1);
  });

  it("scheduler.request(place, sheet) drops what it had asked for and nobody has begun", () => {
    const {options, workers} = fakeWorkers(1);
    const scheduler = createStripScheduler(options);
    const [first, second, third] = [1, 2, 3].map((value) => fakeSheet(value, {rows: 16}));
    for (const {request} of [first, second, third]) scheduler.request(place, request);
    const [worker] = workers;
    while (worker.strips.length > 0) worker.finish();
    assert.deepEqual(first.log.drawn, [
      [1, 0],
      [1, 4]
    ]);
    assert.deepEqual(second.log.drawn, []);
    assert.deepEqual(
      third.log.drawn.map(([value, y]) => [value, y]),
      [
        [3, 8],
        [3, 12],
        [3, 0],
        [3, 4]
      ]
    );
    assert.deepEqual([first.log.done, second.log.done, third.log.done], [0, 0, 1]);
  });

  it("scheduler draws no strip over a newer one", () => {
    const {options, workers} = fakeWorkers(2);
    const scheduler = createStripScheduler(options);
    const [old, young] = [fakeSheet(1, {rows: 4}), fakeSheet(2, {rows: 4})];
    scheduler.request(place, old.request);
    scheduler.request(place, young.request);
    assert.deepEqual(
      workers.map(({strips}) => strips.length),
      [1, 1]
    );
    workers[1].finish();
    workers[0].finish();
    assert.deepEqual(young.log.drawn, [[2, 0]]);
    assert.deepEqual(old.log.drawn, []);
  });

  it("scheduler draws no strip of a sheet of other rows or another network", () => {
    const {options, workers} = fakeWorkers(1);
    const scheduler = createStripScheduler(options);
    const old = fakeSheet(1, {rows: 8});
    const young = fakeSheet(2, {rows: 4, name: "b"});
    scheduler.request(place, old.request);
    scheduler.request(place, young.request);
    while (workers[0].strips.length > 0) workers[0].finish();
    assert.deepEqual(workers[0].networks, ["a", "b"]);
    assert.deepEqual(old.log.drawn, []);
    assert.deepEqual([young.log.drawn, young.log.done], [[[2, 0]], 1]);
  });

  it("scheduler.cancel(place) draws nothing of a sheet that was asked for, but of the next one", () => {
    const {options, workers} = fakeWorkers(1);
    const scheduler = createStripScheduler(options);
    const [old, young] = [fakeSheet(1, {rows: 16}), fakeSheet(2, {rows: 16})];
    scheduler.cancel(place);
    scheduler.request(place, old.request);
    workers[0].finish();
    scheduler.cancel(place);
    while (workers[0].strips.length > 0) workers[0].finish();
    assert.deepEqual([old.log.drawn, old.log.done], [[[1, 0]], 0]);
    scheduler.request(place, young.request);
    while (workers[0].strips.length > 0) workers[0].finish();
    assert.deepEqual([young.log.drawn.length, young.log.done, old.log.done], [4, 1, 0]);
  });

  it("scheduler lets places take turns", () => {
    const {options, workers} = fakeWorkers(1);
    const scheduler = createStripScheduler(options);
    const [a, b] = [fakeSheet(1, {rows: 16}), fakeSheet(2, {rows: 16})];
    scheduler.request({}, a.request);
    scheduler.request({}, b.request);
    const order: number[] = [];
    while (workers[0].strips.length > 0) {
      order.push(workers[0].strips[0].z[0]);
      workers[0].finish();
    }
    assert.deepEqual(order, [1, 1, 1, 2, 1, 2, 2, 2]);
  });

  it("scheduler gives buffers back to the workers", () => {
    const {options, workers} = fakeWorkers(1);
    const scheduler = createStripScheduler(options);
    const {request} = fakeSheet(1, {rows: 4});
    scheduler.request(place, request);
    workers[0].finish();
    for (let i = 0; i < 10_000; ++i) {
      scheduler.request(place, request);
      assert.equal(workers[0].strips[0].buffer?.byteLength, 4 * 64);
      workers[0].finish();
    }
  });

  it("scheduler passes on what a worker says went wrong", () => {
    const {options, workers} = fakeWorkers(1);
    const {request, log} = fakeSheet(1, {rows: 4});
    createStripScheduler(options).request(place, request);
    workers[0].answer({type: "failed", message: "no"});
    assert.deepEqual([log.errors, log.done], [["no"], 0]);
  });
});
