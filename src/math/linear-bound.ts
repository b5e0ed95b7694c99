import {cholesky} from "./cholesky.js";
import type {LinearGaussian} from "./linear-gaussian.js";
import {symmetricEigen} from "./symmetric-eigen.js";

/** Observations as a linear Gaussian model sees them: their mean and covariance are all it needs. */
export interface DataMoments {
  /** The number of components of x. */
  size: number;
  mean: Float64Array<ArrayBuffer>;
  /** With the divisor n, row-major [size, size]. */
  covariance: Float64Array<ArrayBuffer>;
}

/** Returns the moments of observations, row-major [n, size]. */
export function dataMoments(x: ArrayLike<number>, size: number): DataMoments {
  const n = x.length / size;
  const mean = new Float64Array(size);
  for (let i = 0; i < x.length; ++i) mean[i % size] += x[i] / n;
  const covariance = new Float64Array(size * size);
  for (let row = 0; row < x.length; row += size) {
    for (let i = 0; i < size; ++i) {
      for (let j = 0; j < size; ++j) {
        covariance[i * size + j] += ((x[row + i] - mean[i]) * (x[row + j] - mean[j])) / n;
      }
    }
  }
  return {size, mean, covariance};
}

/**
 * Returns M = I + WᵀW / s², the precision of the posterior p(z|x), which is the same for every x;
 * row-major [latents, latents].
 */
export function posteriorPrecision({weights, bias, variance}: LinearGaussian): Float64Array {
  const size = bias.length;
  const n = weights.length / size;
  return Float64Array.from({length: n * n}, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < size; ++k) {
      sum += (weights[i * size + k] * weights[j * size + k]) / variance;
    }
    return sum;
  });
}

/**
 * Returns the gap that the best diagonal q leaves, in nats, the same for every x:
 * KL(q ‖ p(z|x)) = ½ (Σⱼ log Mⱼⱼ − log det M). The best q has the posterior’s mean and the variances
 * 1 / Mⱼⱼ. It is 0 exactly if M, and so WᵀW, is diagonal.
 */
export function diagonalGap(model: LinearGaussian): number {
  const precision = posteriorPrecision(model);
  const n = model.weights.length / model.bias.length;
  const factor = cholesky(precision, n);
  let sum = 0;
  for (let i = 0; i < n; ++i) {
    sum += Math.log(precision[i * n + i]) / 2 - Math.log(factor[i * n + i]);
  }
  return sum;
}

/** Returns the mean of log p(x) over observations, in nats, from their moments. */
export function meanLogMarginal(model: LinearGaussian, {size, mean, covariance}: DataMoments) {
  const {weights, bias, variance} = model;
  const marginal = new Float64Array(size * size);
  const about = new Float64Array(size * size); // of the model’s own mean
  for (let i = 0; i < size; ++i) {
    for (let j = 0; j < size; ++j) {
      const at = i * size + j;
      let sum = i === j ? variance : 0;
      for (let k = 0; k < weights.length; k += size) sum += weights[k + i] * weights[k + j];
      marginal[at] = sum;
      about[at] = covariance[at] + (mean[i] - bias[i]) * (mean[j] - bias[j]);
    }
  }
  const {values, vectors} = symmetricEigen(marginal, size);
  let sum = size * Math.log(2 * Math.PI);
  values.forEach((value, k) => {
    sum += Math.log(value) + quadratic(about, vectors.subarray(k * size, (k + 1) * size)) / value;
  });
  return -sum / 2;
}

/** Returns uᵀ A u. */
function quadratic(a: ArrayLike<number>, u: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < u.length; ++i) {
    for (let j = 0; j < u.length; ++j) sum += u[i] * a[i * u.length + j] * u[j];
  }
  return sum;
}

/**
 * Yields a linear model as it is trained: from a first one on, each with a higher mean bound than
 * the one before. A step takes the best diagonal q of each x, the posterior’s mean with variances
 * 1 / Mⱼⱼ, and then the W and the s² that maximize the mean bound under these q. All means are in
 * closed form, so there is no noise.
 *
 * @param start its bias is the mean of the data
 */
export function* raiseLinearBound(
  start: LinearGaussian,
  data: DataMoments
): Generator<LinearGaussian, never, void> {
  let model = start;
  for (;;) {
    yield model;
    model = raised(model, data);
  }
}

function raised(model: LinearGaussian, {size, covariance}: DataMoments): LinearGaussian {
  const {weights, variance} = model;
  const n = weights.length / size;
  const precision = posteriorPrecision(model);
  // The encoder: μ = A (x − b) with A = M⁻¹ Wᵀ / s², row-major [latents, size].
  const encoder = solve(precision, weights, n).map((value) => value / variance);
  const cross = new Float64Array(n * size); // A S, the covariance of μ and x
  for (let i = 0; i < n; ++i) {
    for (let k = 0; k < size; ++k) {
      for (let l = 0; l < size; ++l) {
        cross[i * size + k] += encoder[i * size + l] * covariance[l * size + k];
      }
    }
  }
  const second = new Float64Array(n * n); // E[z zᵀ] = A S Aᵀ + diag(1 / Mⱼⱼ)
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j < n; ++j) {
      let sum = i === j ? 1 / precision[i * n + i] : 0;
      for (let k = 0; k < size; ++k) sum += cross[i * size + k] * encoder[j * size + k];
      second[i * n + j] = sum;
    }
  }
  const next = solve(second, cross, n);
  let residual = 0;
  for (let k = 0; k < size; ++k) residual += covariance[k * size + k];
  for (let i = 0; i < next.length; ++i) residual -= next[i] * cross[i];
  return {weights: next, bias: model.bias, variance: residual / size};
}

/** Returns X with A X = B, for a symmetric positive definite A [n, n] and B row-major [n, columns]. */
function solve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const columns = b.length / n;
  const l = cholesky(a, n);
  const x = Float64Array.from(b);
  for (let c = 0; c < columns; ++c) {
    for (let i = 0; i < n; ++i) {
      for (let k = 0; k < i; ++k) x[i * columns + c] -= l[i * n + k] * x[k * columns + c];
      x[i * columns + c] /= l[i * n + i];
    }
    for (let i = n - 1; i >= 0; --i) {
      for (let k = i + 1; k < n; ++k) x[i * columns + c] -= l[k * n + i] * x[k * columns + c];
      x[i * columns + c] /= l[i * n + i];
    }
  }
  return x;
}

/** Returns a model of two latents with its latents turned by an angle: W R, which leaves p(x) as it is. */
export function turnedLatents(model: LinearGaussian, angle: number): LinearGaussian {
  const size = model.bias.length;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const {weights} = model;
  const turned = weights.map((value, i) =>
    i < size ? c * value + s * weights[size + i] : c * value - s * weights[i - size]
  );
  return {...model, weights: turned};
}
