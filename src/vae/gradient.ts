import * as tf from "@tensorflow/tfjs";
import type {Architecture} from "./architecture.js";
import {elboWithClosedKl} from "./elbo.js";
import {toTensors} from "./layer-tensors.js";
import type {Weights} from "./weights.js";

/** Images as rows of pixels in [0, 1]. */
export interface Batch {
  /** Row-major, [count, inputSize]. */
  x: Float32Array;
  count: number;
}

/** The bound and its terms, means over a batch, in nats per image. */
export interface MeanElbo {
  elbo: number;
  reconstruction: number;
  kl: number;
}

/** The bound of a minibatch and how to raise it. */
export interface ElboGradient extends MeanElbo {
  /** The derivative of the mean bound by every weight, by name. */
  gradient: Map<string, Float32Array>;
}

/**
 * Returns the bound of a minibatch, by equation (10), and its gradient by all weights. It is the
 * estimator (8) divided by N: the mean over the minibatch, so its scale depends on neither N nor M.
 *
 * @param epsilon draws of N(0, 1), row-major [L × count, latentSize]
 */
export function elboGradient(
  weights: Weights,
  {x, count}: Batch,
  epsilon: Float32Array,
  architecture: Architecture
): ElboGradient {
  let result: ElboGradient | undefined;
  tf.tidy(() => {
    const images = tf.tensor2d(x, [count, architecture.inputSize]);
    const noise = tf.tensor2d(epsilon, [
      epsilon.length / architecture.latentSize,
      architecture.latentSize
    ]);
    const tensors = toTensors(weights);
    const names = Object.keys(tensors);
    let terms: MeanElbo | undefined;
    const grads = tf.grads((...values: tf.Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, values[i]]));
      const {elbo, reconstruction, kl} = elboWithClosedKl(images, noise, named, architecture);
      const mean = elbo.mean<tf.Scalar>();
      terms = {
        elbo: mean.dataSync()[0],
        reconstruction: reconstruction.mean().dataSync()[0],
        kl: kl.mean().dataSync()[0]
      };
      return mean;
    })(names.map((name) => tensors[name]));
    const gradient = new Map(names.map((name, i) => [name, grads[i].dataSync() as Float32Array]));
    result = {...terms!, gradient};
  });
  return result!;
}
