import type {ChainTarget} from "../../math/hmc.js";
import type {KernelParameter} from "./kernel.js";
import {checkLength} from "./vae.js";
import type {KernelVae} from "./vae.js";
import {allocateMatrix} from "./kernel.js";
import type {TrainingKernel} from "./kernel.js";
import {backward, reconstruct} from "./passes.js";

const LOG_2_PI = Math.log(2 * Math.PI);

/** Computes p(x, z) of as many images as a minibatch has, in the kernel's memory. */
export interface KernelPosterior {
  /**
   * Writes images and returns their posteriors as a target of chains, one an image; log p(x, z), so
   * that the missing constant is log p(x). It holds until the next call.
   *
   * @param images pixels in [0, 1], row-major [count, inputSize]; at most M of them
   */
  of(images: Float32Array): ChainTarget;
  /** The decoder's arrays. */
  parameters: KernelParameter[];
  /**
   * Leaves the decoder's gradient of the mean of log p(x|z), z as given, and returns that mean, in
   * nats per image.
   *
   * @param images row-major [M, inputSize]
   * @param points z, row-major [M, latentSize]
   */
  raise(images: Float32Array, points: Float32Array): number;
}

/**
 * Returns the posteriors of a decoder's weights as they are. Of the derivatives only those by z are
 * computed, not those by the weights.
 */
export function createKernelPosterior(kernel: TrainingKernel, vae: KernelVae): KernelPosterior {
  const {inputSize, latentSize, rows, x, z, decoder, view} = vae;
  if (vae.samples !== 1) {
    throw new RangeError(`invalid samples: ${vae.samples}, expected 1 for a chain an image`);
  }
  const zGradient = allocateMatrix(kernel, rows, latentSize);
  const logLikelihoods = new Float64Array(rows);

  return {
    parameters: decoder.flatMap((layer) => layer.parameters),
    raise(images, points) {
      checkLength("images", images, rows * inputSize);
      checkLength("z", points, rows * latentSize);
      vae.write(x, images);
      vae.write(z, points);
      vae.decode();
      const reconstruction = reconstruct(kernel, vae, 1 / rows);
      backward(decoder);
      return reconstruction;
    },
    of(images) {
      const count = images.length / inputSize;
      if (count > rows) throw new RangeError(`invalid images: ${count}, expected at most ${rows}`);
      checkLength("images", images, Math.floor(count) * inputSize);
      vae.write(x, images);
      return (points, gradient) => {
        vae.write(z, Float32Array.from(points));
        vae.decode();
        reconstruct(kernel, vae, 1, logLikelihoods);
        for (let i = decoder.length - 1; i >= 0; --i) {
          decoder[i].backwardInput(i > 0 ? decoder[i - 1].outputGradient : zGradient);
        }
        const slopes = view(zGradient);
        const logJoint = new Float64Array(count);
        for (let row = 0; row < count; ++row) {
          logJoint[row] = logLikelihoods[row];
          for (let j = 0; j < latentSize; ++j) {
            const at = row * latentSize + j;
            logJoint[row] -= (points[at] ** 2 + LOG_2_PI) / 2;
            gradient[at] = slopes[row * zGradient.paddedColumns + j] - points[at];
          }
        }
        return logJoint;
      };
    }
  };
}
