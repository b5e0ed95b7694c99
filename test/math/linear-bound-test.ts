import assert from "node:assert/strict";
import {it} from "node:test";
import {
  dataMoments,
  diagonalGap,
  meanLogMarginal,
  posteriorPrecision,
  raiseLinearBound,
  turnedLatents
} from "../../src/math/linear-bound.js";
import type {LinearGaussian} from "../../src/math/linear-gaussian.js";
import {linearLogMarginal, linearPosterior} from "../../src/math/linear-gaussian.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {symmetricEigen} from "../../src/math/symmetric-eigen.js";
import {assertInDelta} from "../assert-in-delta.js";

/** The likeliest model of data with eigenvalues 4.08 and 2.15 and noise 0.268, along two axes. */
const likeliest: LinearGaussian = {
  weights: Float64Array.of(
    Math.sqrt(4.08 - 0.268),
    0,
    0,
    0,
    0,
    0,
    Math.sqrt(2.15 - 0.268),
    0,
    0,
    0
  ),
  bias: new Float64Array(5),
  variance: 0.268
};
const degrees = (angle: number) => (angle * Math.PI) / 180;

const draws = (seed: number, n: number) => standardNormals(randomSource(seed), n);
/** Observations in three dimensions with very different variances. */
const observations = Float64Array.from(
  draws(5, 900),
  (value, i) => value * [3, 1.2, 0.4][i % 3]! + 1
);
const data = dataMoments(observations, 3);

it("diagonalGap(model) of the likeliest model is 0, and grows as its latents are turned", () => {
  const gaps = [0, 15, 30, 45].map((angle) =>
    diagonalGap(turnedLatents(likeliest, degrees(angle)))
  );
  // Values of an independent program.
  assertInDelta(gaps, [0, 0.0132, 0.0385, 0.0507], 0.0005);
});

it("diagonalGap(model) is KL(q ‖ p(z|x)) of the best diagonal q, by the closed form", () => {
  const model = turnedLatents(likeliest, 0.4);
  const {factor} = linearPosterior(model, new Float64Array(5));
  const precision = posteriorPrecision(model);
  // KL of N(m, D) from N(m, L Lᵀ): ½ (tr(M D) − n + log det L Lᵀ − log det D) with M the precision.
  const kl = (variances: number[]) =>
    (precision[0]! * variances[0]! + precision[3]! * variances[1]! - 2) / 2 +
    Math.log(factor[0]! * factor[3]!) -
    Math.log(variances[0]! * variances[1]!) / 2;
  const best = [1 / precision[0]!, 1 / precision[3]!];
  assertInDelta([diagonalGap(model)], [kl(best)], 1e-9);
  for (const [a, b] of [
    [1.1, 1],
    [0.9, 1],
    [1, 1.1],
    [1, 0.9]
  ]) {
    assert.ok(kl([best[0]! * a!, best[1]! * b!]) > kl(best));
  }
});

it("turnedLatents(model, angle) leaves log p(x) as it is", () => {
  const x = Float64Array.of(1, -2, 0.5, 0.3, 0);
  const before = linearLogMarginal(likeliest, x);
  assertInDelta([linearLogMarginal(turnedLatents(likeliest, 0.7), x)], [before], 1e-9);
});

it("meanLogMarginal(model, data) is the mean of log p(x) over the observations", () => {
  const model = {
    weights: Float64Array.of(1, 2, 0, 0, 1, 1),
    bias: Float64Array.of(0, 1, 2),
    variance: 0.5
  };
  let sum = 0;
  for (let i = 0; i < 300; ++i) {
    sum += linearLogMarginal(model, observations.slice(3 * i, 3 * i + 3)) / 300;
  }
  assertInDelta([meanLogMarginal(model, data)], [sum], 1e-9);
});

it("raiseLinearBound(start, data) raises the bound with every step", () => {
  const start = {weights: Float64Array.from(draws(6, 6)), bias: data.mean, variance: 1};
  let [last, steps] = [-Infinity, 0];
  for (const model of raiseLinearBound(start, data)) {
    const elbo = meanLogMarginal(model, data) - diagonalGap(model);
    assert.ok(elbo >= last - 1e-12, `step ${steps}: ${elbo} after ${last}`);
    last = elbo;
    if (steps++ === 200) break;
  }
});

it("raiseLinearBound(start, data) ends without a gap, at the likeliest model along its axes", () => {
  const start = {weights: Float64Array.from(draws(7, 6)), bias: data.mean, variance: 1};
  let [model, steps] = [start as LinearGaussian, 0];
  for (model of raiseLinearBound(start, data)) if (steps++ === 3000) break;
  assert.ok(diagonalGap(model) < 1e-6, `${diagonalGap(model)}`);
  const {values} = symmetricEigen(data.covariance, 3);
  assertInDelta([model.variance], [values[2]!], 1e-4);
  const w = model.weights;
  const gram = (i: number, j: number) =>
    w[3 * i]! * w[3 * j]! + w[3 * i + 1]! * w[3 * j + 1]! + w[3 * i + 2]! * w[3 * j + 2]!;
  const lengths = [gram(0, 0), gram(1, 1)].toSorted((a, b) => b - a);
  assertInDelta(lengths, [values[0]! - values[2]!, values[1]! - values[2]!], 1e-3);
  assertInDelta([gram(0, 1)], [0], 1e-3);
});
