import type {TermFactors} from "../math/objective.js";
import type {MeanElbo} from "../vae/gradient.js";
import type {Minibatch} from "../vae/minibatch.js";
import type {KernelParameter} from "./kernel-parameter.js";
import type {KernelVae} from "./kernel-vae.js";
import {checkLength} from "./kernel-vae.js";
import type {TrainableLayer} from "./trainable-layer.js";
import type {KernelMatrix, TrainingKernel} from "./training-kernel.js";
import {allocateMatrix} from "./training-kernel.js";

/** Computes the bound of minibatches of one size and a gradient, in the kernel's memory. */
export interface KernelGradient {
  parameters: KernelParameter[];
  /** Returns the mean bound by equation (10); mutates the parameters' gradients. */
  compute(minibatch: Minibatch): MeanElbo;
}

/**
 * Returns the gradient of an objective by hand: the chain rule through the decoder, z = mu + σ ⊙ ε
 * and the encoder, with every product in the kernel.
 *
 * @param factors by which the terms enter the objective; those of the bound are 1 and 1
 */
export function createKernelGradient(
  kernel: TrainingKernel,
  vae: KernelVae,
  factors: TermFactors = {reconstruction: 1, kl: 1}
): KernelGradient {
  const {batchSize, inputSize, latentSize, rows, x, z, mu, logVar, logits} = vae;
  const zGradient = allocateMatrix(kernel, rows, latentSize);

  /** Writes z = mu + σ ⊙ ε and returns the mean of KL(q ‖ prior), appendix B. */
  function sample(epsilon: Float32Array): number {
    const [means, logVars, latents] = [mu.output, logVar.output, z].map(vae.view);
    let kl = 0;
    for (let row = 0; row < rows; ++row) {
      for (let j = 0; j < latentSize; ++j) {
        const at = (row % batchSize) * z.paddedColumns + j;
        const variance = Math.exp(logVars[at]);
        const noise = epsilon[row * latentSize + j];
        latents[row * z.paddedColumns + j] = means[at] + Math.sqrt(variance) * noise;
        if (row < batchSize) kl += 0.5 * (means[at] ** 2 + variance - 1 - logVars[at]);
      }
    }
    return kl / batchSize;
  }

  /** Fills in the logits' gradient and returns the mean of log p(x|z). */
  function reconstruct(): number {
    let sum = 0;
    for (let row = 0; row < rows; ++row) {
      sum += kernel.bernoulliRow(
        x.address + (row % batchSize) * x.stride,
        logits.output.address + row * logits.output.stride,
        inputSize,
        factors.reconstruction / rows,
        logits.outputGradient.address + row * logits.outputGradient.stride
      );
    }
    return sum / rows;
  }

  /** Fills in the gradients of mu and logVar, from z's and from the KL's own. */
  function differentiateSample(epsilon: Float32Array): void {
    const [means, logVars, dz] = [mu.output, logVar.output, zGradient].map(vae.view);
    const [dMu, dLogVar] = [mu.outputGradient, logVar.outputGradient].map(vae.view);
    const cost = factors.kl / batchSize;
    for (let row = 0; row < rows; ++row) {
      for (let j = 0; j < latentSize; ++j) {
        const at = (row % batchSize) * z.paddedColumns + j;
        if (row < batchSize) {
          dMu[at] = -cost * means[at];
          dLogVar[at] = cost * 0.5 * (1 - Math.exp(logVars[at]));
        }
        const slope = dz[row * z.paddedColumns + j];
        const sigma = Math.exp(0.5 * logVars[at]);
        dMu[at] += slope;
        dLogVar[at] += 0.5 * slope * sigma * epsilon[row * latentSize + j];
      }
    }
  }

  /** Takes a stack backwards; the first layer's input is given a gradient only where asked. */
  function backward(layers: TrainableLayer[], inputGradient?: KernelMatrix): void {
    for (let i = layers.length - 1; i >= 0; --i) {
      layers[i].backward(i > 0 ? layers[i - 1].outputGradient : inputGradient);
    }
  }

  const {encoderHidden, decoder} = vae;
  return {
    parameters: [...encoderHidden, mu, logVar, ...decoder].flatMap((l) => l.parameters),
    compute({x: images, epsilon}) {
      checkLength("x", images, batchSize * inputSize);
      checkLength("epsilon", epsilon, rows * latentSize);
      vae.write(x, images);
      vae.encode();
      const kl = sample(epsilon);
      vae.decode();
      const reconstruction = reconstruct();
      backward(decoder, zGradient);
      differentiateSample(epsilon);
      const shared = encoderHidden.at(-1)?.outputGradient;
      mu.backward(shared);
      logVar.backward(shared, true);
      backward(encoderHidden);
      return {elbo: reconstruction - kl, reconstruction, kl};
    }
  };
}
