import assert from "node:assert/strict";
import {it} from "node:test";
import {latticeOver, latticePoints, logIntegral} from "../../src/math/lattice.js";
import {posteriorDraws} from "../../src/math/posterior-draws.js";
import {randomSource} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

/** A Gaussian of mean (1, −0.5), deviations 0.3 and 0.1 and correlation 0.8, on a coarse lattice. */
const lattice = latticeOver([-0.6, 2.6, -1.1, 0.1], 40, 30);
const z = latticePoints(lattice);
const logJoint = Float64Array.from({length: z.length / 2}, (_, i) => {
  const [a, b] = [(z[2 * i] - 1) / 0.3, (z[2 * i + 1] + 0.5) / 0.1];
  return -(a * a - 1.6 * a * b + b * b) / (2 * 0.36);
});
const posterior = {lattice, logJoint, logEvidence: logIntegral(logJoint, lattice), error: 0};

it("posteriorDraws(posterior, source, count) have the posterior’s mean and covariance", () => {
  const count = 40_000;
  const draws = posteriorDraws(posterior, randomSource(3), count);
  const mean = (of: (i: number) => number) =>
    Array.from({length: count}, (_, i) => of(i)).reduce((sum, value) => sum + value / count, 0);
  const middle = [mean((i) => draws[2 * i]), mean((i) => draws[2 * i + 1])];
  assertInDelta(middle, [1, -0.5], 0.006);
  const product = (a: 0 | 1, b: 0 | 1) =>
    mean((i) => (draws[2 * i + a] - middle[a]) * (draws[2 * i + b] - middle[b]));
  // An error of 1 %: places drawn evenly in their cells would add 1.3 % to the second variance.
  assertInDelta(
    [product(0, 0) / 0.09, product(1, 1) / 0.01, product(0, 1) / 0.024],
    [1, 1, 1],
    0.011
  );
});

it("posteriorDraws(posterior, source, count) repeats with the seed", () => {
  const one = posteriorDraws(posterior, randomSource(3), 5);
  assert.deepEqual(posteriorDraws(posterior, randomSource(3), 5), one);
  assert.notDeepEqual(posteriorDraws(posterior, randomSource(4), 5), one);
});
