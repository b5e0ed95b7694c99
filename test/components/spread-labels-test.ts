import assert from "node:assert/strict";
import {it} from "node:test";
import {spreadLabels} from "../../src/components/spread-labels.js";

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
