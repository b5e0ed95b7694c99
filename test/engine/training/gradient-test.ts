import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {instantiateKernel} from "../../../src/engine/kernel-memory.js";
import {createKernelGradient} from "../../../src/engine/training/gradient.js";
import type {TrainingKernel} from "../../../src/engine/training/kernel.js";
import {readValues} from "../../../src/engine/training/kernel.js";
import type {KernelTrainer} from "../../../src/engine/training/trainer.js";
import {createKernelTrainer} from "../../../src/engine/training/trainer.js";
import {createKernelVae} from "../../../src/engine/training/vae.js";
import {decoderLayers, encoderLayers} from "../../../src/formats/architecture.js";
import type {Objective} from "../../../src/math/objective.js";
import {termFactors} from "../../../src/math/objective.js";
import {randomSource} from "../../../src/math/random.js";
import {elboWithClosedKl} from "../../../src/vae/elbo.js";
import {elboGradient} from "../../../src/vae/gradient.js";
import {minibatches} from "../../../src/vae/minibatch.js";
import {decodeLogits, encode} from "../../../src/vae/networks.js";
import {createTfjsTrainer} from "../../../src/vae/trainer.js";
import {initialWeights, toTensors} from "../../../src/vae/weights.js";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../../tools/models/wasm-backend.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "../../vae/tiny-vae.js";

describe("kernel measure", async () => {
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
});

describe("kernel objective", async () => {
  let module: WebAssembly.Module;
  before(async () => {
    await useWasmBackend();
    module = await WebAssembly.compile(await compileKernel("training"));
  });

  const architecture = tinyArchitecture("tanh");
  const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
  const weights = initialWeights(architecture, {seed: 3});
  const objectives: Objective[] = [
    {beta: 0, reduction: "sum"},
    {beta: 4, reduction: "sum"},
    {beta: 1, reduction: "mean"}
  ];

  for (const objective of objectives) {
    const {beta, reduction} = objective;
    it(`createKernelGradient(…) computes tfjs' gradient with β = ${beta} and the ${reduction}`, async () => {
      const {x, count, epsilon} = tinyBatch(7, 2);
      const expected = elboGradient(weights, {x, count}, epsilon, architecture, objective);
      const kernel = await instantiateKernel<TrainingKernel>(module);
      const vae = createKernelVae(kernel, layers, weights, {batchSize: 7, samples: 2});
      const network = createKernelGradient(kernel, vae, termFactors(objective, 6));
      const {elbo, reconstruction, kl} = network.compute({x, epsilon});
      assertInDelta(
        [elbo, reconstruction, kl],
        [expected.elbo, expected.reconstruction, expected.kl],
        1e-4
      );
      for (const parameter of network.parameters) {
        const actual = readValues(kernel, parameter, parameter.gradient);
        assertInDelta(actual, expected.gradient.get(parameter.name)!, 1e-5);
      }
    });

    it(`createKernelTrainer(…) learns along tfjs' curve with β = ${beta} and the ${reduction}`, async () => {
      const source = randomSource(1);
      const images = {pixels: Uint8Array.from({length: 6 * 40}, () => 256 * source()), count: 40};
      const plan = {seed: 0, batchSize: 5, samples: 1, latentSize: 2};
      const batches = minibatches(images, plan);
      const start = {step: 0, weights, optimizer: new Map()};
      const kernel = await instantiateKernel<TrainingKernel>(module);
      const factors = termFactors(objective, 6);
      const trainers = [
        createTfjsTrainer(architecture, start, "adam", objective),
        createKernelTrainer(kernel, layers, start, {optimizer: "adam", factors, ...plan})
      ];
      for (let step = 0; step < 30; ++step) {
        const [tfjs, ours] = trainers.map((trainer) => trainer.step(batches(step), 0.01).elbo);
        assertInDelta([ours], [tfjs], 1e-3);
      }
    });
  }
});
