import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {decoderPosterior} from "../../../src/math/decoder-posterior.js";
import {decoderLayers, encoderLayers} from "../../../src/formats/architecture.js";
import {bernoulliLogLikelihood} from "../../../src/vae/elbo.js";
import {decodeLogits} from "../../../src/vae/networks.js";
import {initialWeights, toTensors} from "../../../src/vae/weights.js";
import {instantiateKernel} from "../../../src/engine/kernel-memory.js";
import {readValues} from "../../../src/engine/training/kernel.js";
import {createKernelVae} from "../../../src/engine/training/vae.js";
import type {TrainingKernel} from "../../../src/engine/training/kernel.js";
import {createKernelPosterior} from "../../../src/engine/training/posterior.js";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {assertNumericGradient} from "../../numeric-gradient.js";
import {tinyArchitecture, tinyBatch} from "../../vae/tiny-vae.js";

const architecture = {...tinyArchitecture(), inputSize: 9, latentSize: 3};
const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
const weights = initialWeights(architecture, {seed: 3, initializer: "fan-in"});
const {x, epsilon: z} = tinyBatch(5, 1, architecture);

let module: WebAssembly.Module;
before(async () => {
  await tf.setBackend("cpu");
  module = await WebAssembly.compile(await compileKernel("training"));
});

async function open() {
  const kernel = await instantiateKernel<TrainingKernel>(module);
  const vae = createKernelVae(kernel, layers, weights, {batchSize: 5, samples: 1});
  return {kernel, posterior: createKernelPosterior(kernel, vae)};
}

/** Returns the decoder on plain numbers. */
function plainDecoder() {
  const plain = layers.decoder.map(({name, ...layer}) => ({
    ...layer,
    weights: weights.get(`${name}/kernel`)!.values,
    bias: weights.get(`${name}/bias`)!.values
  }));
  return {hidden: plain.slice(0, -1), output: {logits: plain[plain.length - 1]}};
}

for (const count of [5, 3]) {
  it(`of(images) is log p(x, z) and its gradient by z, of ${count} images where 5 have room`, async () => {
    const {posterior} = await open();
    const [images, points] = [
      x.subarray(0, 9 * count),
      Float64Array.from(z.subarray(0, 3 * count))
    ];
    const [actual, expected] = [new Float64Array(3 * count), new Float64Array(3 * count)];
    // Twice, since the kernel's gradients are written over one another.
    posterior.of(x)(Float64Array.from(z), new Float64Array(15));
    const ours = posterior.of(images)(points, actual);
    const plain = decoderPosterior(plainDecoder(), images)(points, expected);
    assertInDelta(ours, plain, 1e-4);
    assertInDelta(actual, expected, 1e-5);
  });
}

it("raise(images, z) leaves the numeric gradient of log p(x|z) by the decoder", async () => {
  const {kernel, posterior} = await open();
  const value = () =>
    tf.tidy(() => {
      const logits = decodeLogits(tf.tensor2d(z, [5, 3]), toTensors(weights), architecture);
      return bernoulliLogLikelihood(tf.tensor2d(x, [5, 9]), logits)
        .mean()
        .dataSync()[0];
    });
  assertInDelta([posterior.raise(x, z)], [value()], 1e-5);
  const gradient = new Map(
    posterior.parameters.map((one) => [one.name, readValues(kernel, one, one.gradient)])
  );
  assert.equal(gradient.size, 6);
  assertNumericGradient(weights, gradient, value);
});

it("createKernelPosterior(…) throws for more than one sample an image, and for too many images", async () => {
  const kernel = await instantiateKernel<TrainingKernel>(module);
  const vae = createKernelVae(kernel, layers, weights, {batchSize: 5, samples: 2});
  assert.throws(() => createKernelPosterior(kernel, vae), {
    message: "invalid samples: 2, expected 1 for a chain an image"
  });
  const {posterior} = await open();
  assert.throws(() => posterior.of(new Float32Array(54)), {
    message: "invalid images: 6, expected at most 5"
  });
});
