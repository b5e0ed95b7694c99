import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {openOwnModel} from "../src/own-model.js";
import type {NamedFile} from "../src/reading/file.js";
import {readModel} from "../src/reading/model.js";
import {assertInDelta} from "./assert-in-delta.js";
import {graphFiles, layersFiles} from "./reading/model-makers.js";

const engines = {
  kernel: () => Promise.reject(new Error("none")),
  startTfjs: async () => tf.getBackend()
};
const open = async (files: NamedFile[]) => openOwnModel(readModel(files), engines);
const z = Float32Array.of(0.5, -1, 2, 0.25);

before(() => tf.setBackend("cpu"));

const random = (seed: number) => tf.initializers.randomNormal({stddev: 1, seed});

/** Returns a decoder with convolutions: 2 latents to 4 × 4 means. */
function convolutional(): tf.LayersModel {
  const {dense, reshape, conv2dTranspose} = tf.layers;
  const start = {inputShape: [2], units: 12, activation: "relu", kernelInitializer: random(1)};
  const grow = {filters: 1, kernelSize: 3, strides: 2, padding: "same"} as const;
  return tf.sequential({
    name: "decoder",
    layers: [
      dense({...start, activation: "relu"}),
      reshape({targetShape: [2, 2, 3]}),
      conv2dTranspose({...grow, activation: "sigmoid", kernelInitializer: random(2)})
    ]
  });
}

/** Returns a decoder of dense layers: 2 latents to 4 means. */
function perceptron(): tf.LayersModel {
  const hidden = {units: 3, inputShape: [2], kernelInitializer: random(3)};
  return tf.sequential({
    layers: [
      tf.layers.dense({...hidden, activation: "tanh"}),
      tf.layers.dense({units: 4, kernelInitializer: random(4)}),
      tf.layers.activation({activation: "sigmoid"})
    ]
  });
}

const means = (model: tf.LayersModel) =>
  (model.predict(tf.tensor2d(z, [2, 2])) as tf.Tensor).dataSync();
const logits = (values: Iterable<number>) => Array.from(values, (p) => Math.log(p / (1 - p)));

it("openOwnModel(model) computes convolutions as TensorFlow.js does", async () => {
  const original = convolutional();
  const {decoder, note} = await open(await layersFiles(original));
  assert.deepEqual([decoder.latentSize, decoder.width, decoder.height], [2, 4, 4]);
  assert.equal(decoder.portable, undefined);
  assertInDelta(Array.from(await decoder.logits(z, 2)), logits(means(original)), 1e-3);
  const pixels = Array.from(means(original), (mean) => 255 * mean);
  assertInDelta(Array.from(await decoder.decode(z, 2)), pixels, 1);
  assert.equal(note, "model.json runs in TensorFlow.js (cpu); its last layer gives logits");
});

it("openOwnModel(model) computes dense layers without TensorFlow.js", async () => {
  const original = perceptron();
  const files = await layersFiles(original, "deep/");
  const {decoder} = await open(files.toReversed());
  assert.equal(decoder.engine, "plain");
  assert.equal(decoder.portable?.layers.length, 2);
  assert.deepEqual([decoder.width, decoder.height], [2, 2]);
  assertInDelta(Array.from(await decoder.logits(z, 2)), logits(means(original)), 5e-3);
});

it("openOwnModel(model) computes graph models, and takes numbers in [0, 1] as means", async () => {
  const {decoder, note} = await open(graphFiles([1, 0, 0, 1, 0, 1, 0, 1]));
  assert.deepEqual([decoder.latentSize, decoder.width, decoder.height], [2, 2, 2]);
  assert.match(note, /its last layer gives means of the pixels$/);
  // The sums of z = (0.5, −1) are 0.5, −1, 0 and −0.5.
  assertInDelta(Array.from(await decoder.logits(z.subarray(0, 2), 1)), [0.5, -1, 0, -0.5], 1e-4);
  const half = await decoder.decode(new Float32Array(2), 1);
  assert.deepEqual(Array.from(half), [128, 128, 128, 128]);
});

it("openOwnModel(model) decodes many points in batches, in their order", async () => {
  const {decoder} = await open(graphFiles([1, 0, 0, 0, 0, 0, 0, 0]));
  const points = Float32Array.from({length: 300}, (_, i) => (i % 2 === 0 ? i / 300 - 0.5 : 0));
  const found = await decoder.logits(points, 150);
  assert.equal(found.length, 600);
  assertInDelta([found[0], found[4 * 149]], [-0.5, 298 / 300 - 0.5], 1e-4);
  assert.equal((await decoder.decode(new Float32Array(0), 0)).length, 0);
});

it("openOwnModel(model) leaves only the weights, and none after dispose", async () => {
  const start = tf.memory().numTensors;
  const {decoder} = await open(graphFiles([1, 0, 0, 1, 0, 1, 0, 1]));
  const opened = tf.memory().numTensors;
  await decoder.decode(z, 2);
  assert.equal(tf.memory().numTensors, opened);
  decoder.dispose();
  decoder.dispose();
  assert.equal(tf.memory().numTensors, start);
  await assert.rejects(decoder.decode(z, 2), {message: /^the decoder of model.json is disposed$/});
});

it("the decoder of openOwnModel(model) refuses latents of another length", async () => {
  const {decoder} = await open(graphFiles([1, 0, 0, 1, 0, 1, 0, 1]));
  await assert.rejects(decoder.decode(z, 3), {message: "invalid z: length 4, expected 6"});
});
