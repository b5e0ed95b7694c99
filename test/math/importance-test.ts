import assert from "node:assert/strict";
import {it} from "node:test";
import {
  logMeanExp,
  repeatedEstimates,
  runningEstimates,
  weightShares
} from "../../src/math/importance.js";
import {assertInDelta} from "../assert-in-delta.js";

const logs = (...weights: number[]) => weights.map(Math.log);

it("logMeanExp(logWeights) is the log of the mean weight", () => {
  assertInDelta([logMeanExp(logs(1, 2, 3))], [Math.log(2)]);
});

it("logMeanExp(logWeights) holds where exp would round to 0, or overflow", () => {
  assertInDelta([logMeanExp([-2000, -2000])], [-2000]);
  assertInDelta([logMeanExp([-1e5, -2000])], [-2000 - Math.log(2)]);
  assertInDelta([logMeanExp([2000, -2000])], [2000 - Math.log(2)]);
});

it("logMeanExp(logWeights) of no weights is the log of 0", () => {
  assert.strictEqual(logMeanExp([]), -Infinity);
});

it("runningEstimates(logWeights) has the estimate after each draw", () => {
  const {estimates} = runningEstimates(logs(4, 2, 6, 0.5));
  assertInDelta(Array.from(estimates), logs(4, 3, 4, 12.5 / 4));
});

it("runningEstimates(logWeights) has the effective sample size after each draw", () => {
  const {sizes} = runningEstimates(logs(1, 1, 2, 4));
  assertInDelta(Array.from(sizes), [1, 2, 16 / 6, 64 / 22]);
});

it("the effective sample size is 1 where one draw has all the weight", () => {
  const {sizes} = runningEstimates([-500, -100, -900]);
  assertInDelta(Array.from(sizes), [1, 1, 1]);
});

it("weightShares(logWeights) adds up to 1, in the ratio of the weights", () => {
  assertInDelta(Array.from(weightShares(logs(1, 3, 4))), [0.125, 0.375, 0.5]);
  assertInDelta(Array.from(weightShares([-3000, -3000])), [0.5, 0.5]);
});

it("repeatedEstimates(runs, draws) has the estimate of each piece of that many draws", () => {
  const runs = [logs(1, 3, 5, 7, 100), logs(2, 2)].map((run) => Float64Array.from(run));
  assertInDelta(repeatedEstimates(runs, 2), logs(2, 6, 2));
  assert.equal(repeatedEstimates(runs, 6).length, 0);
});
