import {before, it} from "node:test";
import {createKernelGradient} from "../../src/engine/kernel-gradient.js";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import {readValues} from "../../src/engine/kernel-parameter.js";
import {createKernelTrainer} from "../../src/engine/kernel-trainer.js";
import {createKernelVae} from "../../src/engine/kernel-vae.js";
import type {TrainingKernel} from "../../src/engine/training-kernel.js";
import {decoderLayers, encoderLayers} from "../../src/formats/architecture.js";
import type {Objective} from "../../src/math/objective.js";
import {termFactors} from "../../src/math/objective.js";
import {randomSource} from "../../src/math/random.js";
import {elboGradient} from "../../src/vae/gradient.js";
import {minibatches} from "../../src/vae/minibatch.js";
import {createTfjsTrainer} from "../../src/vae/trainer.js";
import {initialWeights} from "../../src/vae/weights.js";
import {compileKernel} from "../../tools/compile-kernel.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "../vae/tiny-vae.js";

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
