import type {DreamKind, DreamNoise} from "../../math/dreams.js";
import type {Minibatch} from "../../vae/minibatch.js";
import type {TrainingState} from "../../vae/trainer.js";
import type {KernelGradient} from "./gradient.js";
import {trainerOf} from "./trainer.js";
import type {KernelTrainer, KernelTrainerOptions} from "./trainer.js";
import {checkLength, createKernelVae} from "./vae.js";
import type {KernelVae, VaeLayers} from "./vae.js";
import type {TrainingKernel} from "./kernel.js";
import {backward, reconstruct, sampleLatents} from "./passes.js";

/** A minibatch of real images, and the noise of as many dreams. */
export interface WakeSleepMinibatch extends Minibatch {
  dream: DreamNoise;
}

/** Options for createWakeSleepTrainer. */
export interface WakeSleepOptions extends Omit<KernelTrainerOptions, "factors"> {
  /** What the decoder dreams: draws of the pixels (default), or their means. */
  dreamKind?: DreamKind;
}

/**
 * Returns a trainer by the wake-sleep algorithm that computes everything in the kernel; a step
 * raises what src/vae/wake-sleep.ts says, both phases at the weights before it.
 */
export function createWakeSleepTrainer(
  kernel: TrainingKernel,
  layers: VaeLayers,
  start: TrainingState,
  {dreamKind = "draw", ...options}: WakeSleepOptions
): KernelTrainer<WakeSleepMinibatch> {
  const vae = createKernelVae(kernel, layers, start.weights, options);
  return trainerOf(kernel, vae, createWakeSleepGradient(kernel, vae, dreamKind), start, options);
}

/** Returns the gradient of wake-sleep for minibatches of one size. */
export function createWakeSleepGradient(
  kernel: TrainingKernel,
  vae: KernelVae,
  dreamKind: DreamKind
): KernelGradient<WakeSleepMinibatch> {
  const {batchSize, inputSize, latentSize, rows, x, z, mu, logVar, logits} = vae;
  const {encoderHidden, decoder, view} = vae;

  /** Leaves the decoder's gradient of log p(x|z), z ~ q(z|x). */
  function wake({x: images, epsilon}: Minibatch) {
    vae.write(x, images);
    vae.encode();
    const kl = sampleLatents(vae, epsilon);
    vae.decode();
    const reconstruction = reconstruct(kernel, vae, 1 / rows);
    backward(decoder);
    return {elbo: reconstruction - kl, reconstruction, kl};
  }

  /** Writes what the decoder makes of z where images are. */
  function dream({z: points, keys}: DreamNoise): void {
    vae.write(z, points);
    vae.decode();
    const {address, stride} = logits.output;
    for (let row = 0; row < batchSize; ++row) {
      const [from, to] = [address + row * stride, x.address + row * x.stride];
      if (dreamKind === "mean") kernel.meansRow(from, inputSize, to);
      else kernel.dreamRow(from, inputSize, keys[2 * row], keys[2 * row + 1], to);
    }
  }

  /** Leaves the encoder's gradient of log q(z|x) at the dreams. */
  function sleep(): void {
    vae.encode();
    const [means, logVars, latents] = [mu.output, logVar.output, z].map(view);
    const [dMu, dLogVar] = [mu.outputGradient, logVar.outputGradient].map(view);
    for (let row = 0; row < batchSize; ++row) {
      for (let j = 0, at = row * z.paddedColumns; j < latentSize; ++j, ++at) {
        const [distance, precision] = [latents[at] - means[at], Math.exp(-logVars[at])];
        dMu[at] = (distance * precision) / batchSize;
        dLogVar[at] = (0.5 * (distance * distance * precision - 1)) / batchSize;
      }
    }
    const shared = encoderHidden.at(-1)?.outputGradient;
    mu.backward(shared);
    logVar.backward(shared, true);
    backward(encoderHidden);
  }

  return {
    parameters: [...encoderHidden, mu, logVar, ...decoder].flatMap((l) => l.parameters),
    compute(minibatch) {
      const {x: images, epsilon, dream: noise} = minibatch;
      checkLength("x", images, batchSize * inputSize);
      checkLength("epsilon", epsilon, rows * latentSize);
      checkLength("dream.z", noise.z, batchSize * latentSize);
      const terms = wake(minibatch);
      dream(noise);
      sleep();
      return terms;
    }
  };
}
