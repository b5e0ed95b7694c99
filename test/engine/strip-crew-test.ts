import assert from "node:assert/strict";
import {it} from "node:test";
import {createStripScheduler} from "../../src/engine/strip-scheduler.js";
import {fakeCrew, fakeSheet} from "./fake-crew.js";

const place = {};

it("a worker that dies is replaced, and its strips are computed", () => {
  const {options, workers} = fakeCrew(1);
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
  const {options, workers, wait} = fakeCrew(1);
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
  const {options, workers, timers} = fakeCrew(1);
  const {request} = fakeSheet(5, {rows: 4});
  createStripScheduler(options).request(place, request);
  workers[0].answer({type: "ready"});
  workers[0].finish();
  assert.equal(timers.size, 0);
});

it("strips that were overtaken die with their worker", () => {
  const {options, workers} = fakeCrew(1);
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
  const {options, workers} = fakeCrew(2);
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
  const {options, workers} = fakeCrew(1);
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
  const {options, workers, timers} = fakeCrew(2);
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
