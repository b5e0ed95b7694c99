import assert from "node:assert/strict";
import {it} from "node:test";
import {termFactors} from "../../src/math/objective.js";

it("termFactors(objective, pixels) divides the reconstruction for a mean, and prices the KL", () => {
  assert.deepEqual(termFactors({beta: 1, reduction: "sum"}, 784), {reconstruction: 1, kl: 1});
  assert.deepEqual(termFactors({beta: 0, reduction: "sum"}, 784), {reconstruction: 1, kl: 0});
  assert.deepEqual(termFactors({beta: 4, reduction: "mean"}, 8), {reconstruction: 0.125, kl: 4});
});

it("termFactors(objective, pixels) throws for what is out of range", () => {
  const message = "invalid beta: -1, expected a number ≥ 0";
  assert.throws(() => termFactors({beta: -1, reduction: "sum"}, 6), {message});
  assert.throws(() => termFactors({beta: NaN, reduction: "sum"}, 6), RangeError);
  assert.throws(() => termFactors({beta: 1, reduction: "mean"}, 0), {
    message: "invalid pixels: 0, expected an integer > 0"
  });
});
