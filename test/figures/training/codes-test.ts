import assert from "node:assert/strict";
import {test} from "node:test";
import {scatterView} from "../../../src/figures/training/codes.js";

test("scatterView(codes) shows the two dimensions with the greatest KL, in their order", () => {
  const mu = Float32Array.of(1, 2, 3, 4, 5, 6);
  const view = scatterView({mu, logVar: mu, latentSize: 3, klPerUnit: [1, 0, 2]});
  assert.deepEqual(view.axes, [0, 2]);
  assert.deepEqual([...view.points], [1, 3, 4, 6]);
});

test("scatterView(codes) reaches four standard deviations, or twice as far until codes fit", () => {
  const logVar = new Float32Array(2);
  const near = scatterView({mu: Float32Array.of(0, 3), logVar, latentSize: 2, klPerUnit: [1, 1]});
  assert.deepEqual(near.horizontal, [-4, 4]);
  const mu = Float32Array.of(9, 9, -9, 9);
  const far = scatterView({mu, logVar: new Float32Array(4), latentSize: 2, klPerUnit: [1, 1]});
  assert.deepEqual(far.vertical, [-16, 16]);
});

test("scatterView(codes) plots one dimension against its σ", () => {
  const mu = Float32Array.of(0.5, -1);
  const logVar = Float32Array.of(0, 2 * Math.log(0.5));
  const view = scatterView({mu, logVar, latentSize: 1, klPerUnit: [1]});
  assert.deepEqual([...view.points], [0.5, 1, -1, 0.5]);
  assert.deepEqual(view.axes, [0]);
});
