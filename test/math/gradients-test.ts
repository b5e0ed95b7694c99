import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import type {FloatLayer} from "../../src/math/float-layers.js";
import type {Parameter} from "../../src/math/gradients.js";
import {
  drawsOf,
  estimatesOf,
  imageTarget,
  numberedNormals,
  pathwiseGradients,
  quadraticMean,
  quadraticPathwise,
  quadraticScore,
  quadraticTarget,
  scoreGradients
} from "../../src/math/gradients.js";
import {normalGrid, sampleMoments, weightedMoments} from "../../src/math/moments.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {bernoulliLogLikelihood} from "../../src/vae/elbo.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";

describe("gradients", () => {
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
      for (const values of [
        pathwiseGradients(draws, parameter),
        scoreGradients(draws, parameter)
      ]) {
        const {mean, variance} = sampleMoments(values);
        assertInDelta([mean], [numeric], 4 * Math.sqrt(variance / n));
      }
    });
  }

  it("a constant c changes the score function’s variance by c²/σ² + 2c E[f s²], the mean baseline and the best constant to what the page says", () => {
    const a = toy.curvature;
    const d = mu - toy.peak;
    const [A, C] = [toy.height - 0.5 * a * d ** 2, -0.5 * a * sigma ** 2];
    const variance = (constant: number) =>
      quadraticScore(toy, mu, sigma, {of: "mu", constant}).variance;
    // E[f s²] by quadrature, with the score s = ε / σ.
    const {epsilon, weights} = normalGrid(1, 15);
    const {f} = drawsOf(target, {mu: [mu], sigma: [sigma]}, epsilon);
    const fss = f.reduce((sum, fi, i) => sum + weights[i] * fi * (epsilon[i] / sigma) ** 2, 0);
    for (const c of [-3, 0.4, 50]) {
      assertInDelta([variance(c) - variance(0)], [c ** 2 / sigma ** 2 + 2 * c * fss], 1e-3);
    }
    const best = A + 3 * C;
    assertInDelta([fss * sigma ** 2], [best], 1e-5); // E[s²] = 1/σ²
    assertInDelta([variance(-(A + C))], [a ** 2 * (2 * d ** 2 + (5 / 2) * sigma ** 2)], 1e-9);
    assertInDelta([variance(-best)], [a ** 2 * (2 * d ** 2 + (3 / 2) * sigma ** 2)], 1e-9);
    for (const near of [best - 0.1, best + 0.1]) assert.ok(variance(-near) > variance(-best));
  });

  it("estimatesOf(values, L) are means of L values, whose variance is an Lth", () => {
    assertInDelta(estimatesOf(Float64Array.of(1, 3, 5, 7, 100), 2), [2, 6]);
    const values = pathwiseGradients(draws, both[0]);
    const {variance} = sampleMoments(estimatesOf(values, 10));
    assertInDelta([variance], [quadraticPathwise(toy, mu, sigma, "mu").variance / 10], 0.01);
    assert.throws(() => estimatesOf(values, 0), {message: /^invalid samples: 0/});
  });
});

describe("image target", () => {
  before(useWasmBackend);

  const source = randomSource(4);

  /** Returns a network 2 – 7 – 5 – 9 with weights of a size that makes it bend. */
  function network(activation: "relu" | "tanh"): FloatLayer[] {
    const layer = (inputs: number, units: number, last = false): FloatLayer => ({
      inputs,
      units,
      activation: last ? "linear" : activation,
      weights: standardNormals(source, inputs * units),
      bias: standardNormals(source, units)
    });
    return [layer(2, 7), layer(7, 5), layer(5, 9, true)];
  }

  const x = Float32Array.from({length: 9}, (_, i) => i / 8);
  const points = Float64Array.from(standardNormals(source, 12));

  /** Returns Σ of f over all points and its gradient, by TensorFlow.js. */
  function byTensors(layers: FloatLayer[], z: Float64Array) {
    const f = (at: tf.Tensor) => {
      const logits = layers.reduce((a, {inputs, units, weights, bias, activation}) => {
        const sums = a
          .matMul<tf.Tensor2D>(tf.tensor2d(weights, [inputs, units]))
          .add<tf.Tensor2D>(bias);
        if (activation === "linear") return sums;
        return activation === "relu" ? sums.relu() : sums.tanh();
      }, at as tf.Tensor2D);
      const images = tf.tensor2d(x, [1, 9]).tile<tf.Tensor2D>([logits.shape[0], 1]);
      return bernoulliLogLikelihood(images, logits);
    };
    const rows = tf.tensor2d(Float32Array.from(z), [z.length / 2, 2]);
    return {
      f: f(rows).dataSync(),
      slope: tf
        .grad((at) => f(at).sum())(rows)
        .dataSync()
    };
  }

  for (const activation of ["relu", "tanh"] as const) {
    it(`imageTarget(layers, x) of ${activation} layers is what TensorFlow.js makes of them`, () => {
      const layers = network(activation);
      const {f, slope} = imageTarget(layers, x)(points, 6);
      const expected = byTensors(layers, points);
      assertInDelta(f, expected.f, 1e-4);
      assertInDelta(slope, expected.slope, 1e-4);
    });
  }

  it("imageTarget(layers, x) slopes as finite differences say", () => {
    const target = imageTarget(network("tanh"), x);
    const {slope} = target(points, 6);
    const h = 1e-5;
    const numeric = Float64Array.from(points, (_, i) => {
      const row = Math.floor(i / 2);
      const at = (step: number) => target(points.with(i, points[i] + step), 6).f[row];
      return (at(h) - at(-h)) / (2 * h);
    });
    assertInDelta(slope, numeric, 1e-6);
  });

  it("both estimators agree with quadrature for a decoder, by every number of q", () => {
    const target = imageTarget(network("relu"), x);
    const q = {mu: [0.3, -0.5], sigma: [0.4, 0.2]};
    const grid = normalGrid(2, 41);
    const n = 40_000;
    const draws = drawsOf(target, q, numberedNormals(1, {start: 0, count: n, latentSize: 2}));
    const exactly = drawsOf(target, q, grid.epsilon);
    const meanF = weightedMoments(exactly.f, (i) => grid.weights[i]).mean;
    for (const of of ["mu", "sigma"] as const) {
      for (const latent of [0, 1]) {
        const parameter = {of, latent};
        const {mean: exact} = weightedMoments(
          scoreGradients(exactly, parameter, -meanF),
          (i) => grid.weights[i]
        );
        for (const values of [
          pathwiseGradients(draws, parameter),
          scoreGradients(draws, parameter),
          scoreGradients(draws, parameter, -meanF)
        ]) {
          const {mean, variance} = sampleMoments(values);
          assertInDelta([mean], [exact], 4 * Math.sqrt(variance / n));
        }
      }
    }
  });

  it("imageTarget(layers, x) throws for an image of another size", () => {
    assert.throws(() => imageTarget(network("relu"), new Float32Array(8)), {
      name: "RangeError",
      message: "invalid x: length 8, expected 9"
    });
  });
});
