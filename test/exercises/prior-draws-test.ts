import assert from "node:assert/strict";
import {it} from "node:test";
import {priorBounds} from "../../src/exercises/prior-bound.js";
import {priorDraws} from "../../src/exercises/prior-draws.js";
import {gaussianLogPrior} from "../../src/exercises/prior.js";
import {diagonalKlToPrior} from "../../src/math/diagonal-gaussian.js";
import {sampleMoments} from "../../src/math/moments.js";
import {assertInDelta} from "../assert-in-delta.js";

/** N((1, −2), diag(0.25, 4)). */
const shifted = (z: ArrayLike<number>) =>
  -2 * (z[0]! - 1) ** 2 - (z[1]! + 2) ** 2 / 8 - Math.log(2 * Math.PI);

it("priorDraws(logPrior, count) draws by the density, the same ones for the same seed", () => {
  const z = priorDraws(shifted, 2000, 4);
  const axis = (j: number) => sampleMoments(z.filter((_, i) => i % 2 === j));
  assertInDelta([axis(0).mean, axis(1).mean], [1, -2], 0.15);
  assertInDelta([axis(0).variance, axis(1).variance], [0.25, 4], 0.3);
  assert.deepEqual(priorDraws(shifted, 2000, 4), z);
  assert.notDeepEqual(priorDraws(shifted, 2000, 5), z);
});

it("priorDraws(logPrior, count) refuses what has no finite integral", () => {
  assert.throws(() => priorDraws(() => Infinity, 1), /invalid prior: integral Infinity/);
});

it("priorBounds(…) adds E[log p(z)] of the other prior less that of N(0, I)", () => {
  const q = {mu: [0.5, -1], logVar: [-1, -2]};
  const flat = (z: Float32Array) => new Float64Array(z.length / 2).fill(-7);
  const {gaussian, yours, standardError} = priorBounds(flat, q, shifted);
  // The bound of a flat likelihood is −7 − KL; by sampling, within some standard errors.
  assertInDelta([gaussian], [-7 - diagonalKlToPrior(q)], 0.1);
  // E[−2 (z₁ − 1)² − (z₂ + 2)²/8 + (z₁² + z₂²)/2] under q, by its two moments.
  const [v1, v2] = q.logVar.map(Math.exp);
  const expected = -2 * (0.25 + v1!) - (1 + v2!) / 8 + (0.25 + v1! + 1 + v2!) / 2;
  assert.ok(standardError > 0 && standardError < 0.1, `${standardError}`);
  assertInDelta([yours - gaussian], [expected], 4 * standardError);
  assert.equal(priorBounds(flat, q, gaussianLogPrior).standardError, 0);
});
