import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {classMedians, spreadLabels} from "../../src/components/codes.js";

describe("class medians", () => {
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
});

describe("spread labels", () => {
  it("spreadLabels(labels) leaves labels alone that do not meet", () => {
    const labels = [
      {x: 0, y: 10, width: 20},
      {x: 0, y: 30, width: 20},
      {x: 50, y: 12, width: 20}
    ];
    assert.deepEqual(spreadLabels(labels), [10, 30, 12]);
  });

  it("spreadLabels(labels) moves the lower of two that meet down by what is missing", () => {
    const labels = [
      {x: 5, y: 14, width: 20},
      {x: 0, y: 10, width: 20}
    ];
    assert.deepEqual(spreadLabels(labels), [23, 10]);
  });

  it("spreadLabels(labels) moves a label past all those that are in its way", () => {
    const labels = [0, 1, 2].map((y) => ({x: 0, y, width: 20}));
    assert.deepEqual(spreadLabels(labels, {lineHeight: 10}), [0, 10, 20]);
  });
});
