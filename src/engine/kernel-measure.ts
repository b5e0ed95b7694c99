import {checkLength} from "./kernel-vae.js";
import type {KernelVae} from "./kernel-vae.js";
import type {TrainingKernel} from "./training-kernel.js";

/** The bound of some images, image by image. */
export interface Measurement {
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
