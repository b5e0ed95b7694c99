import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import type {KernelTrainer} from "../../src/engine/kernel-trainer.js";
import {createKernelTrainer} from "../../src/engine/kernel-trainer.js";
import type {TrainingKernel} from "../../src/engine/training-kernel.js";
import {decoderLayers, encoderLayers} from "../../src/formats/architecture.js";
import {decodeLogits} from "../../src/vae/decoder.js";
import {elboWithClosedKl} from "../../src/vae/elbo.js";
import {encode} from "../../src/vae/encoder.js";
import {toTensors} from "../../src/vae/layer-tensors.js";
import {initialWeights} from "../../src/vae/weights.js";
import {compileKernel} from "../../tools/compile-kernel.js";
import {assertInDelta} from "../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "../vae/tiny-vae.js";

const architecture = tinyArchitecture("relu");
const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
const weights = initialWeights(architecture, {seed: 4});

let trainer: KernelTrainer;
before(async () => {
  await tf.setBackend("cpu");
  const module = await WebAssembly.compile(await compileKernel("training"));
  const kernel = await instantiateKernel<TrainingKernel>(module);
  const start = {step: 0, weights, optimizer: new Map()};
  const options = {optimizer: "adam", batchSize: 5, samples: 2} as const;
  trainer = createKernelTrainer(kernel, layers, start, options);
});

it("measure(x, epsilon) gives tfjs' terms, image by image, for more images than a minibatch has", () => {
  const {x, count, epsilon} = tinyBatch(13);
  const {reconstruction, mu, logVar} = trainer.measure(x, epsilon);
  tf.tidy(() => {
    const [images, noise] = [tf.tensor2d(x, [count, 6]), tf.tensor2d(epsilon, [count, 2])];
    const tensors = toTensors(weights);
    const terms = elboWithClosedKl(images, noise, tensors, architecture);
    const posterior = encode(images, tensors, architecture);
    assertInDelta(reconstruction, terms.reconstruction.dataSync(), 1e-5);
    assertInDelta(mu, posterior.mu.dataSync(), 1e-5);
    assertInDelta(logVar, posterior.logVar.dataSync(), 1e-5);
  });
});

it("decode(z, count) gives tfjs' logits", () => {
  const {epsilon} = tinyBatch(23);
  tf.tidy(() => {
    const logits = decodeLogits(tf.tensor2d(epsilon, [23, 2]), toTensors(weights), architecture);
    assertInDelta(trainer.decode(epsilon, 23), logits.dataSync(), 1e-5);
  });
});

it("measure(…) and decode(…) leave the run as it is", () => {
  const {x, epsilon} = tinyBatch(5, 2);
  const start = trainer.state();
  const {elbo} = trainer.step({x, epsilon}, 0);
  trainer.measure(tinyBatch(7).x, tinyBatch(7).epsilon);
  trainer.decode(Float32Array.of(1, 2), 1);
  assert.equal(trainer.step({x, epsilon}, 0).elbo, elbo);
  assert.deepEqual(trainer.state().weights, start.weights);
});

it("measure(…) and decode(…) throw for arguments of another length", () => {
  const {x} = tinyBatch(3);
  assert.throws(() => trainer.measure(x, new Float32Array(5)), {
    message: "invalid epsilon: length 5, expected 6"
  });
  assert.throws(() => trainer.decode(new Float32Array(3), 2), {
    message: "invalid z: length 3, expected 4"
  });
});
