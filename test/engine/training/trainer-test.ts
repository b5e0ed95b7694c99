import assert from "node:assert/strict";
import {before, it} from "node:test";
import {instantiateKernel} from "../../../src/engine/kernel-memory.js";
import {createKernelGradient} from "../../../src/engine/training/gradient.js";
import type {TrainingKernel} from "../../../src/engine/training/kernel.js";
import {readValues} from "../../../src/engine/training/kernel.js";
import {createKernelTrainer} from "../../../src/engine/training/trainer.js";
import {createKernelVae} from "../../../src/engine/training/vae.js";
import type {Activation, Architecture} from "../../../src/formats/architecture.js";
import {decoderLayers, encoderLayers} from "../../../src/formats/architecture.js";
import {randomSource} from "../../../src/math/random.js";
import {elboGradient} from "../../../src/vae/gradient.js";
import {minibatches} from "../../../src/vae/minibatch.js";
import type {OptimizerName, TrainingState} from "../../../src/vae/trainer.js";
import {createTfjsTrainer} from "../../../src/vae/trainer.js";
import {initialWeights} from "../../../src/vae/weights.js";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../../tools/models/wasm-backend.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "../../vae/tiny-vae.js";

let module: WebAssembly.Module;
before(async () => {
  await useWasmBackend();
  module = await WebAssembly.compile(await compileKernel("training"));
});

const layersOf = (architecture: Architecture) => ({
  encoder: encoderLayers(architecture),
  decoder: decoderLayers(architecture)
});

/** Sizes that fill no SIMD vector, and one without hidden layers in the encoder. */
function oddArchitectures(activation: Activation): Architecture[] {
  const layer = (units: number) => ({units, activation});
  return [
    tinyArchitecture(activation),
    {
      inputSize: 783,
      latentSize: 3,
      encoderHidden: [layer(37), layer(50)],
      decoderHidden: [layer(45)]
    },
    {inputSize: 9, latentSize: 1, encoderHidden: [], decoderHidden: [layer(1), layer(8)]}
  ];
}

for (const activation of ["tanh", "relu"] as const) {
  for (const architecture of oddArchitectures(activation)) {
    const {inputSize, latentSize} = architecture;
    for (const [batchSize, samples] of [
      [1, 1],
      [7, 2],
      [8, 1]
    ]) {
      it(`createKernelGradient(…) computes tfjs' gradient: ${inputSize} pixels, ${latentSize} latents, ${activation}, M = ${batchSize}, L = ${samples}`, async () => {
        const weights = initialWeights(architecture, {seed: 0});
        const {x, count, epsilon} = tinyBatch(batchSize, samples, architecture);
        const expected = elboGradient(weights, {x, count}, epsilon, architecture);
        const kernel = await instantiateKernel<TrainingKernel>(module);
        const vae = createKernelVae(kernel, layersOf(architecture), weights, {batchSize, samples});
        const network = createKernelGradient(kernel, vae);
        for (let repetition = 0; repetition < 2; ++repetition) {
          const {elbo, reconstruction, kl} = network.compute({x, epsilon});
          assertInDelta(
            [elbo, reconstruction, kl].map((term, i) => term / Object.values(expected)[i]),
            [1, 1, 1],
            1e-5
          );
          for (const parameter of network.parameters) {
            const actual = readValues(kernel, parameter, parameter.gradient);
            assertInDelta(actual, expected.gradient.get(parameter.name)!, 1e-5);
          }
        }
      });
    }
  }
}

const architecture = tinyArchitecture("relu");
const source = randomSource(1);
const images = {pixels: Uint8Array.from({length: 6 * 40}, () => 256 * source()), count: 40};
const plan = {seed: 0, batchSize: 5, samples: 1, latentSize: 2};
const start = (): TrainingState => ({
  step: 0,
  weights: initialWeights(architecture, {seed: 0}),
  optimizer: new Map()
});

async function kernelTrainer(state: TrainingState, optimizer: OptimizerName) {
  const kernel = await instantiateKernel<TrainingKernel>(module);
  return createKernelTrainer(kernel, layersOf(architecture), state, {optimizer, ...plan});
}

for (const optimizer of ["adam", "adagrad"] as const) {
  it(`createKernelTrainer(…) learns along tfjs' curve with ${optimizer}`, async () => {
    const batches = minibatches(images, plan);
    const trainers = [
      createTfjsTrainer(architecture, start(), optimizer),
      await kernelTrainer(start(), optimizer)
    ];
    for (let step = 0; step < 50; ++step) {
      const [tfjs, kernel] = trainers.map((trainer) => trainer.step(batches(step), 0.01).elbo);
      assertInDelta([kernel], [tfjs], 1e-3);
    }
    const [tfjs, kernel] = trainers.map((trainer) => trainer.state());
    assert.deepEqual([...kernel.weights.keys()], [...tfjs.weights.keys()]);
    assert.deepEqual(
      [...kernel.optimizer.keys()].toSorted(),
      [...tfjs.optimizer.keys()].toSorted()
    );
    for (const [name, {values, shape}] of tfjs.weights) {
      assert.deepEqual(kernel.weights.get(name)!.shape, shape);
      assertInDelta(kernel.weights.get(name)!.values, values, 1e-2);
    }
  });

  it(`createKernelTrainer(…) resumes with ${optimizer} as if it had not stopped`, async () => {
    const batches = minibatches(images, plan);
    const whole = await kernelTrainer(start(), optimizer);
    for (let step = 0; step < 9; ++step) whole.step(batches(step), 0.01);
    const first = await kernelTrainer(start(), optimizer);
    for (let step = 0; step < 4; ++step) first.step(batches(step), 0.01);
    const second = await kernelTrainer(structuredClone(first.state()), optimizer);
    for (let step = 4; step < 9; ++step) second.step(batches(step), 0.01);
    assert.deepEqual(second.state(), whole.state());
  });
}

it("createKernelTrainer(…) needs no more memory after its first step", async () => {
  const kernel = await instantiateKernel<TrainingKernel>(module);
  const sizes = {optimizer: "adam", ...plan} as const;
  const trainer = createKernelTrainer(kernel, layersOf(architecture), start(), sizes);
  const batches = minibatches(images, plan);
  trainer.step(batches(0), 0.01);
  const bytes = kernel.memory.buffer.byteLength;
  for (let step = 1; step < 300; ++step) trainer.step(batches(step), 0.01);
  assert.equal(kernel.memory.buffer.byteLength, bytes);
});

it("createKernelTrainer(…) throws for a minibatch of another size", async () => {
  const trainer = await kernelTrainer(start(), "adam");
  const {x, epsilon} = tinyBatch(4);
  assert.throws(() => trainer.step({x, epsilon}, 0.01), {
    message: "invalid x: length 24, expected 30"
  });
});
