import assert from "node:assert/strict";
import {it} from "node:test";
import type {BoundEstimator, QParameter} from "../../src/math/bound-estimates.js";
import {
  boundEstimates,
  boundGradients,
  estimatorNoise,
  locationScaleOf
} from "../../src/math/bound-estimates.js";
import type {Draws, LocationScale} from "../../src/math/gradients.js";
import {drawsOf, numberedNormals} from "../../src/math/gradients.js";
import {normalGrid, weightedMoments} from "../../src/math/moments.js";
import {assertInDelta} from "../assert-in-delta.js";

/**
 * log p(x|z) of a model whose latents are observed one by one: −½ Σ p (z − a)². With the prior its
 * posterior is normal and diagonal, of precision 1 + p and mean a p / (1 + p).
 */
const [a, precision] = [
  [1.5, -0.7, 0.3],
  [100, 12, 0.5]
];
const target = (z: Float64Array) => ({
  f: Float64Array.from({length: z.length / 3}, (_, l) =>
    precision.reduce((sum, p, j) => sum - (p * (z[3 * l + j] - a[j]) ** 2) / 2, 0)
  ),
  slope: z.map((value, i) => -precision[i % 3] * (value - a[i % 3]))
});
const posterior = {
  mu: a.map((value, j) => (value * precision[j]) / (1 + precision[j])),
  sigma: precision.map((p) => 1 / Math.sqrt(1 + p))
};
/** log p(x), worked out latent by latent. */
const evidence = a.reduce(
  (sum, value, j) =>
    sum - Math.log(1 + precision[j]) / 2 - (value ** 2 * precision[j]) / (1 + precision[j]) / 2,
  0
);

const other = {mu: [1.2, -0.2, 0.9], sigma: [0.3, 0.6, 1.1]};
const parameters = [0, 1, 2].flatMap((latent): QParameter[] => [
  {of: "mu", latent},
  {of: "logSigma", latent}
]);

/** Returns the draws of a q, and a mean over all noise, exact for polynomials such as these. */
function everywhere(q: LocationScale): {draws: Draws; mean: (values: Float64Array) => number} {
  const {epsilon, weights} = normalGrid(3, 25);
  const draws = drawsOf(target, q, epsilon);
  return {draws, mean: (values) => weightedMoments(values, (i) => weights[i]).mean};
}

it("(6) and (7) have the same mean, the bound: by the closed form of a linear model", () => {
  const {draws, mean} = everywhere(other);
  const expected = a.reduce((sum, value, j) => {
    const [m, s] = [other.mu[j], other.sigma[j]];
    const reconstruction = (-precision[j] * ((m - value) ** 2 + s ** 2)) / 2;
    return sum + reconstruction - (m ** 2 + s ** 2 - 1) / 2 + Math.log(s);
  }, 0);
  for (const each of ["A", "B", "path"] as const) {
    assertInDelta([mean(boundEstimates(draws, each))], [expected], 1e-5);
  }
});

it("the gradients of all three have the same mean, the derivative of the bound", () => {
  const {draws, mean} = everywhere(other);
  for (const {of, latent} of parameters) {
    const [m, s, p] = [other.mu[latent], other.sigma[latent], precision[latent]];
    const expected = of === "mu" ? -p * (m - a[latent]) - m : -p * s ** 2 - s ** 2 + 1;
    for (const each of ["A", "B", "path"] as const) {
      assertInDelta([mean(boundGradients(draws, each, {of, latent}))], [expected], 1e-5);
    }
  }
});

it("the gradients of (6) and (7) are the derivatives of their estimates, at fixed noise", () => {
  const epsilon = numberedNormals(3, {start: 0, count: 4, latentSize: 3});
  const step = 1e-5;
  for (const {of, latent} of parameters) {
    const moved = (by: number): LocationScale => ({
      mu: other.mu.map((m, j) => (of === "mu" && j === latent ? m + by : m)),
      sigma: other.sigma.map((s, j) => (of === "logSigma" && j === latent ? s * Math.exp(by) : s))
    });
    for (const each of ["A", "B"] as const) {
      const at = (by: number) => boundEstimates(drawsOf(target, moved(by), epsilon), each);
      const [above, below] = [at(step), at(-step)];
      const numeric = above.map((value, l) => (value - below[l]) / (2 * step));
      const exact = boundGradients(drawsOf(target, other, epsilon), each, {of, latent});
      assertInDelta([...exact], [...numeric], 1e-5);
    }
  }
});

it("at the posterior every draw of (6) is log p(x), and (7) varies by Σ ½(1 − σ²)² + μ²σ²", () => {
  const epsilon = numberedNormals(1, {start: 0, count: 6000, latentSize: 3});
  const draws = drawsOf(target, posterior, epsilon);
  for (const value of boundEstimates(draws, "A")) assertInDelta([value], [evidence], 1e-9);
  const expected = posterior.sigma.reduce((sum, s, j) => {
    return sum + (1 - s ** 2) ** 2 / 2 + (posterior.mu[j] * s) ** 2;
  }, 0);
  const {A, B} = estimatorNoise(draws);
  assert.ok(A.value < 1e-18);
  assert.ok(Math.abs(B.value / expected - 1) < 0.08, `${B.value}, expected ${expected}`);
});

it("at a narrow posterior the variance of (7) is half the number of latents", () => {
  const narrow = (z: Float64Array) => ({
    f: Float64Array.from({length: z.length / 3}, (_, l) =>
      [0, 1, 2].reduce((sum, j) => sum - (1e6 * z[3 * l + j] ** 2) / 2, 0)
    ),
    slope: z.map((value) => -1e6 * value)
  });
  const q = {mu: [0, 0, 0], sigma: [1, 1, 1].map(() => 1 / Math.sqrt(1 + 1e6))};
  const epsilon = numberedNormals(2, {start: 0, count: 6000, latentSize: 3});
  const {B} = estimatorNoise(drawsOf(narrow, q, epsilon));
  assert.ok(Math.abs(B.value / 1.5 - 1) < 0.08, `${B.value}`);
});

it("at the posterior the path derivative is zero, and (6) varies (1 − σ²)⁻² times as (7) by μ", () => {
  const epsilon = numberedNormals(4, {start: 0, count: 50, latentSize: 3});
  const draws = drawsOf(target, posterior, epsilon);
  const of = (each: BoundEstimator, parameter: QParameter) =>
    boundGradients(draws, each, parameter);
  for (const parameter of parameters) {
    for (const value of of("path", parameter)) assertInDelta([value], [0], 1e-9);
  }
  for (const latent of [0, 1, 2]) {
    const [A, B] = [of("A", {of: "mu", latent}), of("B", {of: "mu", latent})];
    const sigma = posterior.sigma[latent];
    // Draw by draw: −ε/σ beside −ε/σ + σε.
    assertInDelta(
      [...A],
      B.map((value) => value / (1 - sigma ** 2)),
      1e-8
    );
  }
});

it("locationScaleOf() takes the root of the variance", () => {
  assert.deepEqual(locationScaleOf({mu: [2], logVar: [2 * Math.log(3)]}).mu, [2]);
  assertInDelta(locationScaleOf({mu: [2], logVar: [2 * Math.log(3)]}).sigma, [3], 1e-12);
});
