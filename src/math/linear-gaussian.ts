import {cholesky} from "./cholesky.js";
import type {PlainDecoder} from "./decoder-posterior.js";
import {fullGaussianLogDensity, type FullGaussian} from "./gaussian-fit.js";

/**
 * Probabilistic PCA: z ~ N(0, I), x = W z + b + N(0, s² I). It is the VAE without hidden units, and
 * everything about it is known in closed form.
 */
export interface LinearGaussian {
  /** W transposed, as a layer has it: row-major [latents, pixels]. */
  weights: Float64Array;
  bias: Float64Array;
  /** s². */
  variance: number;
}

/** Returns log p(x) = log N(x; b, W Wᵀ + s² I), in nats. */
export function linearLogMarginal(
  {weights, bias, variance}: LinearGaussian,
  x: Float64Array
): number {
  const pixels = bias.length;
  const covariance = new Float64Array(pixels * pixels);
  for (let i = 0; i < pixels; ++i) {
    for (let j = 0; j < pixels; ++j) {
      let sum = i === j ? variance : 0;
      for (let k = 0; k < weights.length; k += pixels) sum += weights[k + i] * weights[k + j];
      covariance[i * pixels + j] = sum;
    }
  }
  const marginal = {mean: bias, factor: cholesky(covariance, pixels)};
  return fullGaussianLogDensity(marginal, x)[0];
}

/**
 * Returns p(z|x) = N(M⁻¹ Wᵀ (x − b) / s², M⁻¹) with M = I + WᵀW / s².
 */
export function linearPosterior(model: LinearGaussian, x: Float64Array): FullGaussian {
  const {weights, bias, variance} = model;
  const pixels = bias.length;
  const n = weights.length / pixels;
  const precision = new Float64Array(n * n);
  const projected = new Float64Array(n);
  for (let i = 0; i < n; ++i) {
    for (let p = 0; p < pixels; ++p) {
      projected[i] += (weights[i * pixels + p] * (x[p] - bias[p])) / variance;
      for (let j = 0; j < n; ++j) {
        precision[i * n + j] += (weights[i * pixels + p] * weights[j * pixels + p]) / variance;
      }
    }
    precision[i * n + i] += 1;
  }
  const covariance = invert(cholesky(precision, n), n);
  const mean = projected.map((_, i) =>
    projected.reduce((sum, value, j) => sum + covariance[i * n + j] * value, 0)
  );
  return {mean, factor: cholesky(covariance, n)};
}

/** Returns (L·Lᵀ)⁻¹. */
function invert(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; ++column) {
    const y = new Float64Array(n);
    for (let i = 0; i < n; ++i) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; ++k) sum -= l[i * n + k] * y[k];
      y[i] = sum / l[i * n + i];
    }
    for (let i = n - 1; i >= 0; --i) {
      let sum = y[i];
      for (let k = i + 1; k < n; ++k) sum -= l[k * n + i] * inverse[k * n + column];
      inverse[i * n + column] = sum / l[i * n + i];
    }
  }
  return inverse;
}

/** Returns the model as a decoder of appendix C.2 without hidden units. */
export function linearDecoder({weights, bias, variance}: LinearGaussian): PlainDecoder {
  const units = bias.length;
  const shape = {inputs: weights.length / units, units, activation: "linear"} as const;
  const logVar = {
    ...shape,
    weights: new Float32Array(weights.length),
    bias: new Float32Array(units).fill(Math.log(variance))
  };
  const mu = {...shape, weights: Float32Array.from(weights), bias: Float32Array.from(bias)};
  return {hidden: [], output: {mu, logVar}};
}

/**
 * Returns the model of one latent with the highest likelihood of some images (Tipping & Bishop
 * 1999): b is their mean, W = √(λ₁ − s²) u₁ by the first eigenpair of their covariance, and s² the
 * mean of the other eigenvalues.
 *
 * @param x row-major [count, pixels]
 */
export function likeliestLinear(x: Float64Array, pixels: number): LinearGaussian {
  const count = x.length / pixels;
  const bias = new Float64Array(pixels);
  for (let i = 0; i < x.length; ++i) bias[i % pixels] += x[i] / count;
  const times = (u: Float64Array) => {
    const product = new Float64Array(pixels);
    for (let row = 0; row < x.length; row += pixels) {
      let along = 0;
      for (let p = 0; p < pixels; ++p) along += (x[row + p] - bias[p]) * u[p];
      for (let p = 0; p < pixels; ++p) product[p] += ((x[row + p] - bias[p]) * along) / count;
    }
    return product;
  };
  let u = new Float64Array(pixels).fill(1 / Math.sqrt(pixels));
  let largest = 0;
  // The power method; the ratio of the eigenvalues is what each turn gains.
  for (let turn = 0; turn < 500; ++turn) {
    const product = times(u);
    largest = Math.hypot(...product);
    u = product.map((value) => value / largest);
  }
  let trace = 0;
  for (let i = 0; i < x.length; ++i) trace += (x[i] - bias[i % pixels]) ** 2 / count;
  const variance = (trace - largest) / (pixels - 1);
  const scale = Math.sqrt(largest - variance);
  return {weights: u.map((value) => value * scale), bias, variance};
}
