import {cholesky} from "./cholesky.js";

/** N(mean, L·Lᵀ), with all correlations. */
export interface FullGaussian {
  mean: Float64Array;
  /** L, lower triangular, row-major [dimensions, dimensions]. */
  factor: Float64Array;
}

/**
 * Returns the Gaussian with the mean and the (unbiased) covariance of draws.
 *
 * @param draws row-major [count, dimensions]
 * @param options.widen by which the covariance is multiplied; defaults to 1
 * @throws RangeError if there are too few draws, or all lie in a plane, so that it has no density
 */
export function fitGaussian(
  draws: Float64Array,
  dimensions: number,
  {widen = 1}: {widen?: number} = {}
): FullGaussian {
  const count = draws.length / dimensions;
  if (!(count > dimensions)) {
    throw new RangeError(`invalid draws: ${count}, expected more than ${dimensions} dimensions`);
  }
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < draws.length; ++i) mean[i % dimensions] += draws[i] / count;
  const covariance = new Float64Array(dimensions * dimensions);
  for (let row = 0; row < draws.length; row += dimensions) {
    for (let i = 0; i < dimensions; ++i) {
      const distance = (draws[row + i] - mean[i]) * (widen / (count - 1));
      for (let j = 0; j < dimensions; ++j) {
        covariance[i * dimensions + j] += distance * (draws[row + j] - mean[j]);
      }
    }
  }
  return {mean, factor: cholesky(covariance, dimensions)};
}

/** Returns log N(z) of each point, in nats; z is row-major [count, dimensions]. */
export function fullGaussianLogDensity({mean, factor}: FullGaussian, z: ArrayLike<number>) {
  const n = mean.length;
  let top = (-n / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < n; ++i) top -= Math.log(factor[i * n + i]);
  // L y = z − mean is solved from above; log N = top − ½|y|².
  const y = new Float64Array(n);
  return Float64Array.from({length: z.length / n}, (_, row) => {
    let squares = 0;
    for (let i = 0; i < n; ++i) {
      let sum = z[row * n + i] - mean[i];
      for (let k = 0; k < i; ++k) sum -= factor[i * n + k] * y[k];
      y[i] = sum / factor[i * n + i];
      squares += y[i] * y[i];
    }
    return top - squares / 2;
  });
}

/** Returns mean + L ε of each row of ε, row-major [count, dimensions]. */
export function fullGaussianDraws({mean, factor}: FullGaussian, epsilon: ArrayLike<number>) {
  const n = mean.length;
  return Float64Array.from({length: epsilon.length}, (_, at) => {
    const [row, i] = [Math.floor(at / n) * n, at % n];
    let value = mean[i];
    for (let k = 0; k <= i; ++k) value += factor[i * n + k] * epsilon[row + k];
    return value;
  });
}

/**
 * Returns points of the closed line at which a Gaussian of two dimensions is r standard deviations
 * from its mean, row-major [count, 2].
 */
export function gaussianContour(
  q: FullGaussian,
  radius: number,
  count = 72
): Float64Array<ArrayBuffer> {
  const circle = Float64Array.from({length: 2 * count}, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / count;
    return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
  return fullGaussianDraws(q, circle);
}
