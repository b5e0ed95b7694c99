import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import type {TrainingKernel} from "../../src/engine/training/kernel.js";
import {createKernelTrainer} from "../../src/engine/training/trainer.js";
import type {Architecture} from "../../src/formats/architecture.js";
import {decoderLayers, encoderLayers} from "../../src/formats/architecture.js";
import {randomSource} from "../../src/math/random.js";
import {minibatches} from "../../src/vae/minibatch.js";
import type {Trainer, TrainingState} from "../../src/vae/trainer.js";
import {initialWeights} from "../../src/vae/weights.js";

/** The paper's VAE of two latents: 784–500–2–500–784, tanh. */
export const architecture: Architecture = {
  inputSize: 784,
  latentSize: 2,
  encoderHidden: [{units: 500, activation: "tanh"}],
  decoderHidden: [{units: 500, activation: "tanh"}]
};

/** M, the images of a minibatch. */
export const BATCH = 100;

/** The step size of Adam. */
export const RATE = 1e-3;

const plan = {seed: 0, batchSize: BATCH, samples: 1, latentSize: 2};
const IMAGES = 1000;

/** Returns where every contestant starts. */
export function start(): TrainingState {
  return {step: 0, weights: initialWeights(architecture, {seed: 0}), optimizer: new Map()};
}

/**
 * Returns the minibatch of a step, always the same: seeded noise of which a fifth is ink, as in
 * handwriting. The time of a step does not depend on what is in the images.
 */
export function batches(): ReturnType<typeof minibatches> {
  const source = randomSource(0);
  const draw = () => (source() < 0.2 ? 256 * source() : 0);
  const pixels = Uint8Array.from({length: IMAGES * architecture.inputSize}, draw);
  return minibatches({pixels, count: IMAGES}, plan);
}

/** Returns a promise to a trainer that computes in the kernel. */
export async function kernelTrainer(module: WebAssembly.Module): Promise<Trainer> {
  const kernel = await instantiateKernel<TrainingKernel>(module);
  const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
  return createKernelTrainer(kernel, layers, start(), {optimizer: "adam", ...plan});
}

/** Takes steps of a trainer and returns how long they took together, in milliseconds. */
export function timeSteps(
  trainer: Trainer,
  minibatch: ReturnType<typeof minibatches>,
  steps: number
): number {
  const begin = performance.now();
  for (let i = 0; i < steps; ++i) trainer.step(minibatch(trainer.stepsTaken), RATE);
  return performance.now() - begin;
}
