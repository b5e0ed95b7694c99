import assert from "node:assert/strict";
import {it} from "node:test";
import {agreement} from "../../src/components/agreement.js";
import {assertInDelta} from "../assert-in-delta.js";

it("agreement(predicted, found) of proportional numbers correlates fully", () => {
  const {ratio, correlation, withinQuarter} = agreement([1, 2, 4], [1.2, 2.4, 4.8]);
  assertInDelta([ratio, correlation, withinQuarter], [1.2, 1, 1], 1e-12);
});

it("agreement(predicted, found) counts what differs by at most a quarter", () => {
  const {ratio, withinQuarter} = agreement([1, 1, 1, 1], [0.7, 0.8, 1.2, 1.3]);
  assertInDelta([ratio, withinQuarter], [1, 0.5], 1e-12);
});

it("agreement(predicted, found) of opposite logarithms is −1", () => {
  assertInDelta([agreement([1, 10, 100], [100, 10, 1]).correlation], [-1], 1e-12);
});

it("agreement([], []) is not a number", () => {
  assert.ok(Object.values(agreement([], [])).every(Number.isNaN));
});
