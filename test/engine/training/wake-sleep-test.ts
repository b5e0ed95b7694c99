import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {dreamPixels, dreams} from "../../../src/math/dreams.js";
import {decoderLayers, encoderLayers} from "../../../src/formats/architecture.js";
import {decodeLogits} from "../../../src/vae/networks.js";
import {initialWeights, toTensors} from "../../../src/vae/weights.js";
import {wakeSleepGradient} from "../../../src/vae/wake-sleep.js";
import {instantiateKernel} from "../../../src/engine/kernel-memory.js";
import {readValues} from "../../../src/engine/training/kernel.js";
import {createKernelVae} from "../../../src/engine/training/vae.js";
import type {TrainingKernel} from "../../../src/engine/training/kernel.js";
import {
  createWakeSleepGradient,
  createWakeSleepTrainer
} from "../../../src/engine/training/wake-sleep.js";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../../tools/models/wasm-backend.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "../../vae/tiny-vae.js";

let module: WebAssembly.Module;
before(async () => {
  await useWasmBackend();
  module = await WebAssembly.compile(await compileKernel("training"));
});

/** One that fills no SIMD vector, and one that does. */
const sizes = [
  {...tinyArchitecture(), inputSize: 9, latentSize: 3},
  {...tinyArchitecture("relu"), inputSize: 16}
];

for (const architecture of sizes) {
  const {inputSize, latentSize} = architecture;
  const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
  const weights = initialWeights(architecture, {seed: 3});
  const noise = dreams({seed: 0, batchSize: 7, latentSize})(0);

  for (const kind of ["draw", "mean"] as const) {
    it(`createWakeSleepGradient(…) computes tfjs' gradient: ${inputSize} pixels, ${kind}s as dreams`, async () => {
      const {x, count, epsilon} = tinyBatch(7, 2, architecture);
      const logits = tf.tidy(() =>
        decodeLogits(tf.tensor2d(noise.z, [7, latentSize]), toTensors(weights), architecture)
          .dataSync<"float32">()
          .slice()
      );
      const dreamt = {z: noise.z, x: dreamPixels(logits, noise.keys, kind)};
      const expected = wakeSleepGradient(weights, {x, count}, epsilon, dreamt, architecture);
      const kernel = await instantiateKernel<TrainingKernel>(module);
      const vae = createKernelVae(kernel, layers, weights, {batchSize: 7, samples: 2});
      const network = createWakeSleepGradient(kernel, vae, kind);
      for (let repetition = 0; repetition < 2; ++repetition) {
        const {elbo, reconstruction, kl} = network.compute({x, epsilon, dream: noise});
        assertInDelta(
          [elbo, reconstruction, kl],
          [expected.elbo, expected.reconstruction, expected.kl],
          1e-4
        );
        for (const parameter of network.parameters) {
          const actual = readValues(kernel, parameter, parameter.gradient);
          assertInDelta(actual, expected.gradient.get(parameter.name)!, 1e-5);
        }
      }
    });
  }
}

it("createWakeSleepTrainer(…) resumes as if it had not stopped", async () => {
  const [architecture] = sizes;
  const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
  const start = {step: 0, weights: initialWeights(architecture, {seed: 0}), optimizer: new Map()};
  const {x, epsilon} = tinyBatch(7, 1, architecture);
  const noise = dreams({seed: 0, batchSize: 7, latentSize: 3});
  const trainer = async (from: typeof start) =>
    createWakeSleepTrainer(await instantiateKernel<TrainingKernel>(module), layers, from, {
      ...({optimizer: "adagrad", batchSize: 7, samples: 1, decay: () => 0.01} as const)
    });
  const whole = await trainer(start);
  for (let step = 0; step < 6; ++step) whole.step({x, epsilon, dream: noise(step)}, 0.02);
  const first = await trainer(start);
  for (let step = 0; step < 3; ++step) first.step({x, epsilon, dream: noise(step)}, 0.02);
  const second = await trainer(structuredClone(first.state()));
  for (let step = 3; step < 6; ++step) second.step({x, epsilon, dream: noise(step)}, 0.02);
  assert.deepEqual(second.state(), whole.state());
});
