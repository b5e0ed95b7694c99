import * as tf from "@tensorflow/tfjs";
import type {Architecture} from "../formats/architecture.js";
import type {Encoding} from "./networks.js";
import {decodeLogits, encode} from "./networks.js";
import type {WeightTensors} from "./weights.js";

/** The lower bound and its two terms, in nats, one value per image, each of shape [batch]. */
interface ElboTerms {
  /** reconstruction − kl: at most log p(x), in expectation. */
  elbo: tf.Tensor1D;
  /** The estimate of E_q[log p(x|z)], ≤ 0. */
  reconstruction: tf.Tensor1D;
  /** KL(q(z|x) ‖ p(z)) in closed form, ≥ 0. */
  kl: tf.Tensor1D;
  /** q(z|x), of which the terms are. */
  posterior: Encoding;
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
 * elboWithClosedKl; its gradient has more variance, its value less once q is near the posterior.
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

const LOG_2_PI = Math.log(2 * Math.PI);

/**
 * Returns g(ε, x) = mu + σ ⊙ ε with σ = exp(logVar / 2), the reparameterized sample of
 * q(z|x) = N(mu, diag σ²) (equation (4) and section 3).
 *
 * @param mu shape [batch, latentSize]
 * @param logVar log σ², same shape
 * @param epsilon draws of N(0, 1), same shape
 */
export function reparameterize(
  mu: tf.Tensor2D,
  logVar: tf.Tensor2D,
  epsilon: tf.Tensor2D
): tf.Tensor2D {
  tf.util.assertShapesMatch(mu.shape, logVar.shape, "reparameterize: ");
  tf.util.assertShapesMatch(mu.shape, epsilon.shape, "reparameterize: ");
  return tf.tidy(() => mu.add(logVar.mul(0.5).exp().mul(epsilon)));
}

/**
 * Returns log N(z; mu, diag exp(logVar)), the log density of equation (9), in nats, one value per
 * image.
 *
 * @param z shape [batch, latentSize]
 * @param mu same shape
 * @param logVar log σ², same shape
 * @returns shape [batch]
 */
export function gaussianLogDensity(
  z: tf.Tensor2D,
  mu: tf.Tensor2D,
  logVar: tf.Tensor2D
): tf.Tensor1D {
  tf.util.assertShapesMatch(z.shape, mu.shape, "gaussianLogDensity: ");
  tf.util.assertShapesMatch(z.shape, logVar.shape, "gaussianLogDensity: ");
  return tf.tidy(() => {
    const squared = z.sub(mu).square().mul(logVar.neg().exp());
    return squared.add(logVar).add(LOG_2_PI).sum(1).mul(-0.5) as tf.Tensor1D;
  });
}

/**
 * Returns log p(z) under the prior N(0, I), in nats, one value per image.
 *
 * @param z shape [batch, latentSize]
 * @returns shape [batch]
 */
export function priorLogDensity(z: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => z.square().add(LOG_2_PI).sum(1).mul(-0.5) as tf.Tensor1D);
}

/**
 * Returns KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − 1 − log σⱼ²) for q = N(mu, diag exp(logVar)) and
 * p = N(0, I): the closed form of appendix B, in nats, one value per image.
 *
 * @param mu shape [batch, latentSize]
 * @param logVar log σ², same shape
 * @returns shape [batch], each ≥ 0; zero only where q is the prior
 * @throws Error if the shapes differ
 */
export function klToPrior(mu: tf.Tensor2D, logVar: tf.Tensor2D): tf.Tensor1D {
  tf.util.assertShapesMatch(mu.shape, logVar.shape, "klToPrior: ");
  return tf.tidy(() => {
    const perUnit = mu.square().add(logVar.exp()).sub(1).sub(logVar);
    return perUnit.sum(1).mul(0.5) as tf.Tensor1D;
  });
}

/**
 * Returns log p(x|z) = Σᵢ xᵢ log yᵢ + (1 − xᵢ) log(1 − yᵢ) with y = sigmoid(logits), the
 * Bernoulli decoder of appendix C.1, in nats, one value per image.
 *
 * From logits a, log y = −softplus(−a) and log(1 − y) = −softplus(a) = −a − softplus(−a), so each
 * pixel contributes x·a − softplus(a), with softplus(a) = max(a, 0) + log(1 + exp(−|a|)): no
 * logarithm meets a rounded 0, and the result is finite for every finite logit. The derivative by
 * a is x − sigmoid(a).
 *
 * @param x pixels in [0, 1], shape [batch, pixels]; treated as constant
 * @param logits same shape
 * @returns shape [batch], each ≤ 0
 * @throws Error if the shapes differ
 */
export function bernoulliLogLikelihood(x: tf.Tensor2D, logits: tf.Tensor2D): tf.Tensor1D {
  tf.util.assertShapesMatch(x.shape, logits.shape, "bernoulliLogLikelihood: ");
  const op = tf.customGrad((a, save) => {
    const logit = a as tf.Tensor2D;
    (save as tf.GradSaveFunc)([x, logit]);
    const softplus = logit.relu().add(logit.abs().neg().exp().log1p());
    return {
      value: x.mul(logit).sub(softplus).sum<tf.Tensor1D>(1),
      gradFunc: (dy: tf.Tensor1D, [savedX, savedLogit]: tf.Tensor[]) =>
        savedX.sub(savedLogit.sigmoid()).mul(dy.expandDims(1))
    };
  });
  return op(logits) as tf.Tensor1D;
}
