import * as tf from "@tensorflow/tfjs";
import type {Architecture} from "../formats/architecture.js";
import type {Objective} from "../math/objective.js";
import {boundObjective, termFactors} from "../math/objective.js";
import {elboWithClosedKl} from "./elbo.js";
import type {Weights} from "./weights.js";
import {toTensors} from "./weights.js";

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

/** The bound of a minibatch and how to raise it, or another objective of its terms. */
export interface ElboGradient extends MeanElbo {
  /** The derivative of the mean objective by every weight, by name. */
  gradient: Map<string, Float32Array>;
}

/**
 * Returns the bound of a minibatch, by equation (10), and the gradient of the objective by all
 * weights. It is the estimator (8) divided by N: the mean over the minibatch, so its scale depends
 * on neither N nor M.
 *
 * @param epsilon draws of N(0, 1), row-major [L × count, latentSize]
 * @param objective what the gradient is of; defaults to the bound. The terms that are returned are
 *   in nats per image whatever it is
 */
export function elboGradient(
  weights: Weights,
  {x, count}: Batch,
  epsilon: Float32Array,
  architecture: Architecture,
  objective: Objective = boundObjective
): ElboGradient {
  const factors = termFactors(objective, architecture.inputSize);
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
      const means = {elbo: elbo.mean(), reconstruction: reconstruction.mean(), kl: kl.mean()};
      terms = {
        elbo: means.elbo.dataSync()[0],
        reconstruction: means.reconstruction.dataSync()[0],
        kl: means.kl.dataSync()[0]
      };
      return means.reconstruction
        .mul(factors.reconstruction)
        .sub(means.kl.mul(factors.kl)) as tf.Scalar;
    })(names.map((name) => tensors[name]));
    const gradient = new Map(names.map((name, i) => [name, grads[i].dataSync() as Float32Array]));
    result = {...terms!, gradient};
  });
  return result!;
}
