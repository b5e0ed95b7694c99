import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {bernoulliLogLikelihood} from "../../src/vae/bernoulli.js";
import type {FloatLayer} from "../../src/vae/float-layers.js";
import {
  drawsOf,
  numberedNormals,
  pathwiseGradients,
  scoreGradients
} from "../../src/vae/gradients.js";
import {imageTarget} from "../../src/vae/image-target.js";
import {sampleMoments, weightedMoments} from "../../src/vae/moments.js";
import {normalGrid} from "../../src/vae/normal-grid.js";
import {randomSource, standardNormals} from "../../src/vae/random.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";

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
