import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {meanKlPerUnit} from "../../src/math/latent-use.js";
import {randomSource} from "../../src/math/random.js";
import {klToPrior} from "../../src/vae/elbo.js";
import {encodeAll, evaluate} from "../../src/vae/evaluate.js";
import {encode} from "../../src/vae/networks.js";
import {initialWeights, toTensors} from "../../src/vae/weights.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {tinyArchitecture} from "./tiny-vae.js";

before(useWasmBackend);

const architecture = tinyArchitecture();
const weights = initialWeights(architecture, {seed: 2, initializer: "paper"});
/** More than one batch of images, and the last not full. */
const count = 1203;
const source = randomSource(6);
const images = {pixels: Uint8Array.from({length: 6 * count}, () => 256 * source()), count};

function posterior() {
  const x = tf.tensor2d(
    Float32Array.from(images.pixels, (byte) => byte / 255),
    [count, 6]
  );
  return encode(x, toTensors(weights), architecture);
}

it("encodeAll(weights, images, …) is encode(x, …) of every image, in order", () => {
  const {mu, logVar} = posterior();
  const codes = encodeAll(weights, images, architecture);
  assertInDelta(codes.mu, mu.dataSync(), 1e-5);
  assertInDelta(codes.logVar, logVar.dataSync(), 1e-5);
});

it("evaluate(weights, images, …) has the mean KL over all images", () => {
  const {mu, logVar} = posterior();
  const {kl} = evaluate(weights, images, architecture, {seed: 0});
  assertInDelta([kl], klToPrior(mu, logVar).mean().dataSync(), 1e-5);
});

it("evaluate(weights, images, …) has the mean KL of each latent dimension", () => {
  const {mu, logVar} = posterior();
  const perUnit = meanKlPerUnit(mu.dataSync(), logVar.dataSync(), 2);
  const {kl, klPerUnit} = evaluate(weights, images, architecture, {seed: 0});
  assertInDelta(klPerUnit, perUnit, 1e-5);
  assertInDelta([klPerUnit[0] + klPerUnit[1]], [kl], 1e-5);
});

it("evaluate(weights, images, …) repeats with the seed and varies a little between seeds", () => {
  const at = (seed: number, samples: number) =>
    evaluate(weights, images, architecture, {seed, samples});
  const {elbo, reconstruction, kl} = at(0, 20);
  assertInDelta([elbo], [reconstruction - kl], 1e-5);
  assert.ok(elbo < -3 && elbo > -6, `${elbo}`);
  assertInDelta([at(1, 20).elbo], [elbo], 0.01);
  assert.notEqual(at(1, 1).elbo, at(0, 1).elbo);
  assert.equal(at(1, 1).elbo, at(1, 1).elbo);
});

it("evaluate(weights, images, …) leaves no tensor", () => {
  const tensors = tf.memory().numTensors;
  evaluate(weights, images, architecture, {seed: 0, samples: 2});
  encodeAll(weights, images, architecture);
  assert.equal(tf.memory().numTensors, tensors);
});
