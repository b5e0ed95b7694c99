import assert from "node:assert/strict";
import {it} from "node:test";
import {classMedians} from "../../src/components/class-medians.js";

const codes = Float32Array.of(1, 10, 100, 2, 20, 200, 9, 90, 900, -1, -2, -3);
const labels = Uint8Array.of(1, 1, 1, 0);

it("classMedians(codes, labels) is the median of each class on the two axes", () => {
  assert.deepEqual(classMedians(codes, labels, {latentSize: 3, classCount: 2, axes: [0, 2]}), [
    [-1, -3],
    [2, 200]
  ]);
});

it("classMedians(codes, labels) keeps the order of the axes", () => {
  const options = {latentSize: 3, classCount: 2, axes: [2, 1]} as const;
  assert.deepEqual(classMedians(codes, labels, options)[1], [200, 20]);
});

it("classMedians(codes, labels) is NaN for a class without codes", () => {
  const options = {latentSize: 3, classCount: 3, axes: [0, 1]} as const;
  assert.deepEqual(classMedians(codes, labels, options)[2], [NaN, NaN]);
});
