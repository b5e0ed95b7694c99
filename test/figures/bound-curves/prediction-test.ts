import assert from "node:assert/strict";
import {it} from "node:test";
import {
  drawnOn,
  predictionCounts,
  predictionError
} from "../../../src/figures/bound-curves/prediction.js";

it("predictionCounts(range) are four for each tenfold, from end to end", () => {
  const counts = predictionCounts([1e4, 1e6]);
  assert.equal(counts.length, 9);
  assert.deepEqual([counts[0], Math.round(counts[4]), Math.round(counts[8])], [1e4, 1e5, 1e6]);
});

it("drawnOn(prediction, from, to) fills what a stroke has passed, forwards and back", () => {
  const empty = [undefined, undefined, undefined, undefined];
  const first = drawnOn(empty, undefined, {place: 0, bound: -200});
  assert.deepEqual(first, [-200, undefined, undefined, undefined]);
  const on = drawnOn(first, 0, {place: 3, bound: -140});
  assert.deepEqual(on, [-200, -180, -160, -140]);
  assert.deepEqual(drawnOn(on, 3, {place: 1, bound: -100}), [-200, -100, -120, -140]);
  assert.deepEqual(drawnOn(on, 2, {place: 2, bound: -1}), [-200, -180, -1, -140]);
  assert.deepEqual(drawnOn(on, undefined, {place: 2, bound: -1}), [-200, -180, -1, -140]);
});

it("predictionError(…) is the mean distance where both are, read between the record’s points", () => {
  const curve = [
    {x: 1e4, y: -200},
    {x: 1e6, y: -100}
  ];
  const error = predictionError([-190, -155, undefined, -1], [1e4, 1e5, 1e6, 1e7], curve);
  assert.deepEqual(error, {mean: 7.5, last: {images: 1e5, drawn: -155, recorded: -150}});
  assert.equal(predictionError([undefined, -1], [1e4, 1e7], curve), undefined);
  // The counts end at 3,162,300, a whole minibatch, so that this one is not quite a million.
  const {last} = predictionError([-120], [1_000_005.6], curve)!;
  assert.ok(Math.abs(last.recorded + 100) < 0.01, `${last.recorded}`);
});
