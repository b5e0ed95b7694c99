import assert from "node:assert/strict";
import {it} from "node:test";
import {codeRows, fieldRows, gaussianRows, pointRows} from "../../src/components/figure-data.js";

it("pointRows(values, symbol, size, more) numbers coordinates from 1", () => {
  assert.deepEqual(
    pointRows([1, 2, 3, 4], "z", 2, (i) => ({share: i / 2})),
    [
      {z_1: 1, z_2: 2, share: 0},
      {z_1: 3, z_2: 4, share: 0.5}
    ]
  );
});

it("codeRows(codes, named) names classes where they have names, and numbers them where not", () => {
  const labels = [1, 2];
  assert.deepEqual(codeRows([5, 6], {latentSize: 1, labels, classes: ["zero", "one"]}), [
    {mu_1: 5, class: "one"},
    {mu_1: 6, class: 2}
  ]);
  assert.deepEqual(codeRows([5, 6]), [{mu_1: 5, mu_2: 6}]);
  assert.deepEqual(codeRows(undefined), []);
});

it("gaussianRows(q) is a row for each latent, and none without q", () => {
  assert.deepEqual(gaussianRows({mu: [1, 2], sigma: [3, 4]}), [
    {latent: 1, mu: 1, sigma: 3},
    {latent: 2, mu: 2, sigma: 4}
  ]);
  assert.deepEqual(gaussianRows(undefined), []);
});

it("fieldRows(field, column) puts each number at the middle of its cell, lowest row first", () => {
  const field = {values: [7, 8, 9, 10], columns: 2, rows: 2, box: [0, 4, -1, 1] as const};
  assert.deepEqual(fieldRows(field, "value"), [
    {z_1: 1, z_2: -0.5, value: 7},
    {z_1: 3, z_2: -0.5, value: 8},
    {z_1: 1, z_2: 0.5, value: 9},
    {z_1: 3, z_2: 0.5, value: 10}
  ]);
});
