import type {MeanElbo} from "../vae/gradient.js";
import type {Minibatch} from "../vae/minibatch.js";
import type {TermFactors} from "../vae/objective.js";
import type {KernelParameter} from "./kernel-parameter.js";
import {checkLength} from "./kernel-vae.js";
import type {KernelVae} from "./kernel-vae.js";
import {allocateMatrix} from "./training-kernel.js";
import type {TrainingKernel} from "./training-kernel.js";
import {backward, reconstruct, sampleLatents} from "./training/passes.js";

/** Computes the bound of minibatches of one size and a gradient, in the kernel's memory. */
export interface KernelGradient<M extends Minibatch = Minibatch> {
  parameters: KernelParameter[];
  /** Returns the mean bound by equation (10); mutates the parameters' gradients. */
  compute(minibatch: M): MeanElbo;
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
  const {batchSize, inputSize, latentSize, rows, x, z, mu, logVar} = vae;
  const zGradient = allocateMatrix(kernel, rows, latentSize);

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

  const {encoderHidden, decoder} = vae;
  return {
    parameters: [...encoderHidden, mu, logVar, ...decoder].flatMap((l) => l.parameters),
    compute({x: images, epsilon}) {
      checkLength("x", images, batchSize * inputSize);
      checkLength("epsilon", epsilon, rows * latentSize);
      vae.write(x, images);
      vae.encode();
      const kl = sampleLatents(vae, epsilon);
      vae.decode();
      const reconstruction = reconstruct(kernel, vae, factors.reconstruction / rows);
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
