import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {bernoulliLogLikelihood, gaussianLogDensity, reparameterize} from "../../src/vae/elbo.js";
import {decodeLogits, encode} from "../../src/vae/networks.js";
import {elboGradient} from "../../src/vae/gradient.js";
import {initialWeights, toTensors} from "../../src/vae/weights.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {wakeSleepGradient} from "../../src/vae/wake-sleep.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {assertNumericGradient} from "../numeric-gradient.js";
import {tinyArchitecture, tinyBatch} from "./tiny-vae.js";

before(useWasmBackend);

const architecture = tinyArchitecture();
const {epsilon, ...batch} = tinyBatch(4);
const source = randomSource(5);
const dreams = {
  z: standardNormals(source, 4 * 2),
  x: Float32Array.from({length: 4 * 6}, () => Math.round(source()))
};

const rows = (values: Float32Array, columns: number) =>
  tf.tensor2d(values, [values.length / columns, columns]);

it("wakeSleepGradient(…) is the numeric gradient of log p(x|z) by the decoder, z as given", () => {
  const weights = initialWeights(architecture, {seed: 3});
  const z = tf.tidy(() => {
    const {mu, logVar} = encode(rows(batch.x, 6), toTensors(weights), architecture);
    return reparameterize(mu, logVar, rows(epsilon, 2)).dataSync<"float32">().slice();
  });
  const {gradient} = wakeSleepGradient(weights, batch, epsilon, dreams, architecture);
  const ofDecoder = [...gradient].filter(([name]) => /^(decoder|logits)/.test(name));
  assert.equal(ofDecoder.length, 6);
  assertNumericGradient(weights, new Map(ofDecoder), () =>
    tf.tidy(() => {
      const logits = decodeLogits(rows(z, 2), toTensors(weights), architecture);
      return bernoulliLogLikelihood(rows(batch.x, 6), logits).mean().dataSync()[0];
    })
  );
});

it("wakeSleepGradient(…) is the numeric gradient of log q(z|x) by the encoder, at the dreams", () => {
  const weights = initialWeights(architecture, {seed: 3});
  const {gradient} = wakeSleepGradient(weights, batch, epsilon, dreams, architecture);
  const ofEncoder = [...gradient].filter(([name]) => /^(encoder|mu|logVar)/.test(name));
  assert.equal(ofEncoder.length, 6);
  const value = () =>
    tf.tidy(() => {
      const {mu, logVar} = encode(rows(dreams.x, 6), toTensors(weights), architecture);
      return gaussianLogDensity(rows(dreams.z, 2), mu, logVar).mean().dataSync()[0];
    });
  assertNumericGradient(weights, new Map(ofEncoder), value);
  const {dreamLogDensity} = wakeSleepGradient(weights, batch, epsilon, dreams, architecture);
  assertInDelta([dreamLogDensity], [value()], 1e-6);
});

it("wakeSleepGradient(…) reports the bound of the real images, and the bound’s gradient by the decoder", () => {
  const weights = initialWeights(architecture, {seed: 3});
  const twice = tinyBatch(4, 2);
  const bound = elboGradient(weights, batch, twice.epsilon, architecture);
  const ours = wakeSleepGradient(weights, batch, twice.epsilon, dreams, architecture);
  assertInDelta(
    [ours.elbo, ours.reconstruction, ours.kl],
    [bound.elbo, bound.reconstruction, bound.kl],
    1e-5
  );
  assertInDelta(ours.gradient.get("logits/kernel")!, bound.gradient.get("logits/kernel")!, 1e-6);
});

it("wakeSleepGradient(…) leaves no tensor", () => {
  const weights = initialWeights(architecture, {seed: 0});
  const tensors = tf.memory().numTensors;
  wakeSleepGradient(weights, batch, epsilon, dreams, architecture);
  assert.equal(tf.memory().numTensors, tensors);
});
