import assert from "node:assert/strict";
import {it} from "node:test";
import {diagonalSamples} from "../../src/math/diagonal-gaussian.js";
import {assertInDelta} from "../assert-in-delta.js";

it("diagonalSamples(mu, logVar, epsilon) is μ + σ ⊙ ε", () => {
  const samples = diagonalSamples([1, -1], [0, 2 * Math.log(3)], Float32Array.of(0, 0, 2, -1));
  assertInDelta(Array.from(samples), [1, -1, 3, -4]);
});

it("diagonalSamples(mu, logVar, epsilon) refuses parts of rows", () => {
  assert.throws(() => diagonalSamples([0, 0], [0, 0], new Float32Array(3)), {
    message: "invalid epsilon: length 3, expected rows of 2"
  });
});
