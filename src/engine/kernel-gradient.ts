import type {DenseLayer} from "../vae/architecture.js";
import type {MeanElbo} from "../vae/gradient.js";
import type {Minibatch} from "../vae/minibatch.js";
import type {Weights} from "../vae/weights.js";
import type {KernelParameter} from "./kernel-parameter.js";
import {allocateScratch, createTrainableLayer} from "./trainable-layer.js";
import type {TrainableLayer} from "./trainable-layer.js";
import {allocateMatrix, floats} from "./training-kernel.js";
import type {KernelMatrix, TrainingKernel} from "./training-kernel.js";

/** The layers of a VAE: the encoder's last two are mu and logVar, the decoder's last the logits. */
export interface VaeLayers {
  encoder: DenseLayer[];
  decoder: DenseLayer[];
}

/** Computes the bound of minibatches of one size and its gradient, in the kernel's memory. */
export interface KernelGradient {
  parameters: KernelParameter[];
  /** Returns the mean bound by equation (10); mutates the parameters' gradients. */
  compute(minibatch: Minibatch): MeanElbo;
}

/**
 * Returns the gradient of the bound by hand: the chain rule through the decoder, z = mu + σ ⊙ ε and
 * the encoder, with every product in the kernel.
 *
 * @param batchSize M, the images of each minibatch
 * @param samples L, the latent samples of each image
 */
export function createKernelGradient(
  kernel: TrainingKernel,
  {encoder, decoder}: VaeLayers,
  weights: Weights,
  {batchSize, samples}: {batchSize: number; samples: number}
): KernelGradient {
  const inputSize = encoder[0].inputs;
  const latentSize = decoder[0].inputs;
  const rows = batchSize * samples;
  const scratch = allocateScratch(kernel, [...encoder, ...decoder], rows);
  const x = allocateMatrix(kernel, batchSize, inputSize);
  const z = allocateMatrix(kernel, rows, latentSize);
  const zGradient = allocateMatrix(kernel, rows, latentSize);

  const layer = (spec: DenseLayer, input: KernelMatrix) =>
    createTrainableLayer(kernel, spec, input, scratch, weights);
  const chain = (specs: DenseLayer[], input: KernelMatrix) =>
    specs.reduce<TrainableLayer[]>(
      (layers, spec) => [...layers, layer(spec, layers.at(-1)?.output ?? input)],
      []
    );
  const encoderHidden = chain(encoder.slice(0, -2), x);
  const [mu, logVar] = encoder
    .slice(-2)
    .map((spec) => layer(spec, encoderHidden.at(-1)?.output ?? x));
  const decoderStack = chain(decoder, z);
  const logits = decoderStack[decoderStack.length - 1];
  const whole = (m: KernelMatrix) => floats(kernel, m.address, m.paddedRows * m.paddedColumns);

  /** Writes z = mu + σ ⊙ ε and returns the mean of KL(q ‖ prior), appendix B. */
  function sample(epsilon: Float32Array): number {
    const [means, logVars, latents] = [mu.output, logVar.output, z].map(whole);
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
        1 / rows,
        logits.outputGradient.address + row * logits.outputGradient.stride
      );
    }
    return sum / rows;
  }

  /** Fills in the gradients of mu and logVar, from z's and from the KL's own. */
  function differentiateSample(epsilon: Float32Array): void {
    const [means, logVars, dz] = [mu.output, logVar.output, zGradient].map(whole);
    const [dMu, dLogVar] = [mu.outputGradient, logVar.outputGradient].map(whole);
    for (let row = 0; row < rows; ++row) {
      for (let j = 0; j < latentSize; ++j) {
        const at = (row % batchSize) * z.paddedColumns + j;
        if (row < batchSize) {
          dMu[at] = -means[at] / batchSize;
          dLogVar[at] = (0.5 * (1 - Math.exp(logVars[at]))) / batchSize;
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

  return {
    parameters: [...encoderHidden, mu, logVar, ...decoderStack].flatMap((l) => l.parameters),
    compute({x: images, epsilon}) {
      checkLength("x", images, batchSize * inputSize);
      checkLength("epsilon", epsilon, rows * latentSize);
      const pixels = whole(x);
      for (let row = 0; row < batchSize; ++row) {
        const from = images.subarray(row * inputSize, (row + 1) * inputSize);
        pixels.set(from, row * x.paddedColumns);
      }
      for (const each of [...encoderHidden, mu, logVar]) each.forward();
      const kl = sample(epsilon);
      for (const each of decoderStack) each.forward();
      const reconstruction = reconstruct();
      backward(decoderStack, zGradient);
      differentiateSample(epsilon);
      const shared = encoderHidden.at(-1)?.outputGradient;
      mu.backward(shared);
      logVar.backward(shared, true);
      backward(encoderHidden);
      return {elbo: reconstruction - kl, reconstruction, kl};
    }
  };
}

function checkLength(name: string, values: Float32Array, expected: number): void {
  if (values.length !== expected) {
    throw new RangeError(`invalid ${name}: length ${values.length}, expected ${expected}`);
  }
}
