import assert from "node:assert/strict";
import {it} from "node:test";
import {
  drawsOf,
  estimatesOf,
  numberedNormals,
  pathwiseGradients,
  scoreGradients,
  type Parameter
} from "../../src/vae/gradients.js";
import {sampleMoments} from "../../src/vae/moments.js";
import {
  quadraticMean,
  quadraticPathwise,
  quadraticScore,
  quadraticTarget
} from "../../src/vae/quadratic.js";
import {assertInDelta} from "../assert-in-delta.js";

const toy = {height: 2, curvature: 1.5, peak: 1};
const target = quadraticTarget(toy);
const [mu, sigma] = [-0.4, 0.8];
const n = 100_000;
const draws = drawsOf(
  target,
  {mu: [mu], sigma: [sigma]},
  numberedNormals(5, {start: 0, count: n, latentSize: 1})
);
const both: Parameter[] = [
  {of: "mu", latent: 0},
  {of: "sigma", latent: 0}
];

/** Asserts that a mean is within 4 standard errors, and a variance within a share, of the truth. */
function assertMoments(
  values: Float64Array,
  expected: {mean: number; variance: number},
  share: number
): void {
  const {mean, variance} = sampleMoments(values);
  assertInDelta([mean], [expected.mean], 4 * Math.sqrt(expected.variance / values.length));
  assertInDelta([variance], [expected.variance], share * expected.variance);
}

it("drawsOf(target, q, epsilon) evaluates f and its slope at μ + σ ⊙ ε, row by row", () => {
  const sum = (z: Float64Array, count: number) => ({
    f: Float64Array.from({length: count}, (_, i) => z[2 * i] + z[2 * i + 1]),
    slope: new Float64Array(2 * count).fill(1)
  });
  const {z, f} = drawsOf(sum, {mu: [1, -1], sigma: [2, 0.5]}, Float64Array.of(1, 2, -1, 4));
  assertInDelta(z, [3, 0, -1, 1]);
  assertInDelta(f, [3, 0]);
});

it("drawsOf(target, q, epsilon) throws for half a row and for a σ that is not positive", () => {
  const q = {mu: [0, 0], sigma: [1, 1]};
  assert.throws(() => drawsOf(target, q, new Float64Array(3)), {
    name: "RangeError",
    message: "invalid epsilon: length 3, expected rows of 2"
  });
  assert.throws(() => drawsOf(target, {mu: [0], sigma: [0]}, new Float64Array(1)), {
    message: "invalid sigma: 0, expected > 0"
  });
});

it("numberedNormals(seed, …) gives a draw by its number, however the draws are asked for", () => {
  const whole = numberedNormals(3, {start: 0, count: 20, latentSize: 2});
  const part = numberedNormals(3, {start: 7, count: 5, latentSize: 2});
  assert.deepEqual(part, whole.slice(14, 24));
  const {mean, variance} = sampleMoments(draws.epsilon);
  assert.ok(Math.abs(mean) < 0.015 && Math.abs(variance - 1) < 0.02);
});

for (const parameter of both) {
  it(`pathwiseGradients(draws, ${parameter.of}) has the mean and variance of the formula`, () => {
    const expected = quadraticPathwise(toy, mu, sigma, parameter.of);
    assertMoments(pathwiseGradients(draws, parameter), expected, 0.05);
  });

  for (const constant of [0, 10, -quadraticMean(toy, mu, sigma)]) {
    it(`scoreGradients(draws, ${parameter.of}, ${constant}) has the mean and variance of the formula`, () => {
      const expected = quadraticScore(toy, mu, sigma, {of: parameter.of, constant});
      assertMoments(scoreGradients(draws, parameter, constant), expected, 0.08);
    });
  }

  it(`both estimators by ${parameter.of} agree with the numeric gradient of E_q[f(z)]`, () => {
    const h = 1e-4;
    const step = parameter.of === "mu" ? [h, 0] : [0, h];
    const at = (sign: number) => quadraticMean(toy, mu + sign * step[0], sigma + sign * step[1]);
    const numeric = (at(1) - at(-1)) / (2 * h);
    for (const values of [pathwiseGradients(draws, parameter), scoreGradients(draws, parameter)]) {
      const {mean, variance} = sampleMoments(values);
      assertInDelta([mean], [numeric], 4 * Math.sqrt(variance / n));
    }
  });
}

it("estimatesOf(values, L) are means of L values, whose variance is an Lth", () => {
  assertInDelta(estimatesOf(Float64Array.of(1, 3, 5, 7, 100), 2), [2, 6]);
  const values = pathwiseGradients(draws, both[0]);
  const {variance} = sampleMoments(estimatesOf(values, 10));
  assertInDelta([variance], [quadraticPathwise(toy, mu, sigma, "mu").variance / 10], 0.01);
  assert.throws(() => estimatesOf(values, 0), {message: /^invalid samples: 0/});
});
