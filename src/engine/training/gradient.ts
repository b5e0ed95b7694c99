import type {MeanElbo} from "../../vae/gradient.js";
import type {Minibatch} from "../../vae/minibatch.js";
import type {TermFactors} from "../../math/objective.js";
import type {KernelParameter, TrainingKernel} from "./kernel.js";
import {allocateMatrix} from "./kernel.js";
import {backward, reconstruct, sampleLatents} from "./passes.js";
import type {KernelVae} from "./vae.js";
import {checkLength} from "./vae.js";

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

/** The bound of some images, image by image. */
interface Measurement {
  /** log p(x|z) at one draw of q(z|x), in nats, one value an image. */
  reconstruction: Float64Array;
  /** The means of q(z|x), row-major [count, latentSize]. */
  mu: Float32Array<ArrayBuffer>;
  /** log σ², row-major [count, latentSize]. */
  logVar: Float32Array<ArrayBuffer>;
}

/** Computes with the weights as they are, and leaves them so. */
export interface KernelMeasure {
  /**
   * Returns the terms of images with one latent sample each.
   *
   * @param x pixels in [0, 1], row-major [count, inputSize]
   * @param epsilon draws of N(0, 1), row-major [count, latentSize]
   */
  measure(x: Float32Array, epsilon: Float32Array): Measurement;
  /** Returns the logits of latent points, row-major [count, inputSize]. */
  decode(z: Float32Array, count: number): Float32Array<ArrayBuffer>;
}

/** Returns the measurements that the networks of a trainer can make between two steps. */
export function createKernelMeasure(kernel: TrainingKernel, vae: KernelVae): KernelMeasure {
  const {batchSize, inputSize, latentSize, rows, x, z, mu, logVar, logits} = vae;

  function reconstruction(row: number): number {
    return kernel.bernoulliRow(
      x.address + row * x.stride,
      logits.output.address + row * logits.output.stride,
      inputSize,
      1,
      logits.outputGradient.address + row * logits.outputGradient.stride
    );
  }

  function decode(points: Float32Array, count: number): Float32Array<ArrayBuffer> {
    checkLength("z", points, count * latentSize);
    const out = new Float32Array(count * inputSize);
    forEachChunk(count, rows, (start, size) => {
      vae.write(z, points.subarray(start * latentSize, (start + size) * latentSize));
      vae.decode();
      out.set(vae.read(logits.output, size), start * inputSize);
    });
    return out;
  }

  return {
    decode,
    measure(images, epsilon) {
      const count = images.length / inputSize;
      checkLength("epsilon", epsilon, count * latentSize);
      const result: Measurement = {
        reconstruction: new Float64Array(count),
        mu: new Float32Array(epsilon.length),
        logVar: new Float32Array(epsilon.length)
      };
      forEachChunk(count, batchSize, (start, size) => {
        const [first, end] = [start * latentSize, (start + size) * latentSize];
        vae.write(x, images.subarray(start * inputSize, (start + size) * inputSize));
        vae.encode();
        const [means, logVars] = [mu.output, logVar.output].map((m) => vae.read(m, size));
        const latents = means.map(
          (mean, i) => mean + Math.exp(logVars[i] / 2) * epsilon[first + i]
        );
        vae.write(z, latents);
        vae.decode();
        for (let row = 0; row < size; ++row)
          result.reconstruction[start + row] = reconstruction(row);
        result.mu.subarray(first, end).set(means);
        result.logVar.subarray(first, end).set(logVars);
      });
      return result;
    }
  };
}

function forEachChunk(
  count: number,
  largest: number,
  visit: (start: number, size: number) => void
): void {
  for (let start = 0; start < count; start += largest) {
    visit(start, Math.min(largest, count - start));
  }
}
