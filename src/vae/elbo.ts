import * as tf from "@tensorflow/tfjs";
import type {Architecture} from "../formats/architecture.js";
import {bernoulliLogLikelihood} from "./bernoulli.js";
import {decodeLogits} from "./decoder.js";
import type {Posterior} from "./encoder.js";
import {encode} from "./encoder.js";
import {gaussianLogDensity, klToPrior, priorLogDensity, reparameterize} from "./gaussian.js";
import type {WeightTensors} from "./layer-tensors.js";

/** The lower bound and its two terms, in nats, one value per image, each of shape [batch]. */
export interface ElboTerms {
  /** reconstruction − kl: at most log p(x), in expectation. */
  elbo: tf.Tensor1D;
  /** The estimate of E_q[log p(x|z)], ≤ 0. */
  reconstruction: tf.Tensor1D;
  /** KL(q(z|x) ‖ p(z)) in closed form, ≥ 0. */
  kl: tf.Tensor1D;
  /** q(z|x), of which the terms are. */
  posterior: Posterior;
}

/**
 * Returns L̃ᴮ, the estimator of the bound with the KL in closed form: equation (7), which for
 * Gaussian q and prior is equation (10). Differentiable in the weights through
 * z = mu + σ ⊙ epsilon.
 *
 * @param x pixels in [0, 1], shape [batch, inputSize]
 * @param epsilon draws of N(0, 1), shape [L × batch, latentSize]: the L samples of the batch one
 * after the other
 * @throws Error if epsilon's rows are not a multiple of the batch
 */
export function elboWithClosedKl(
  x: tf.Tensor2D,
  epsilon: tf.Tensor2D,
  weights: WeightTensors,
  architecture: Architecture
): ElboTerms {
  const samples = sampleCount(x, epsilon);
  const posterior = encode(x, weights, architecture);
  const {mu, logVar} = posterior;
  const z = reparameterize(repeat(mu, samples), repeat(logVar, samples), epsilon);
  const logits = decodeLogits(z, weights, architecture);
  const perSample = bernoulliLogLikelihood(repeat(x, samples), logits);
  const reconstruction = meanOverSamples(perSample, samples);
  const kl = klToPrior(mu, logVar);
  return {elbo: reconstruction.sub(kl), reconstruction, kl, posterior};
}

/**
 * Returns L̃ᴬ, the generic estimator of the bound, equation (6): the mean over L samples of
 * log p(x|z) + log p(z) − log q(z|x), in nats, one value per image. It has the expectation of
 * elboWithClosedKl and usually more variance.
 *
 * @param x pixels in [0, 1], shape [batch, inputSize]
 * @param epsilon draws of N(0, 1), shape [L × batch, latentSize]
 * @returns shape [batch]
 */
export function elboBySampling(
  x: tf.Tensor2D,
  epsilon: tf.Tensor2D,
  weights: WeightTensors,
  architecture: Architecture
): tf.Tensor1D {
  const samples = sampleCount(x, epsilon);
  const posterior = encode(x, weights, architecture);
  const mu = repeat(posterior.mu, samples);
  const logVar = repeat(posterior.logVar, samples);
  const z = reparameterize(mu, logVar, epsilon);
  const logits = decodeLogits(z, weights, architecture);
  const joint = bernoulliLogLikelihood(repeat(x, samples), logits).add(priorLogDensity(z));
  const perSample = joint.sub(gaussianLogDensity(z, mu, logVar)) as tf.Tensor1D;
  return meanOverSamples(perSample, samples);
}

function sampleCount(x: tf.Tensor2D, epsilon: tf.Tensor2D): number {
  const samples = epsilon.shape[0] / x.shape[0];
  if (!(Number.isInteger(samples) && samples > 0)) {
    throw new RangeError(
      `invalid epsilon: ${epsilon.shape[0]} rows, expected a multiple of the batch, ${x.shape[0]}`
    );
  }
  return samples;
}

function repeat(rows: tf.Tensor2D, samples: number): tf.Tensor2D {
  return samples === 1 ? rows : rows.tile([samples, 1]);
}

function meanOverSamples(values: tf.Tensor1D, samples: number): tf.Tensor1D {
  return samples === 1 ? values : values.reshape([samples, -1]).mean<tf.Tensor1D>(0);
}
