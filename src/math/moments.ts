/** The mean of numbers and how they spread about it. */
export interface Moments {
  mean: number;
  /** The mean squared distance from the mean. */
  variance: number;
}

/**
 * Returns the mean and the unbiased estimate of the variance of a sample, whose divisor is n − 1.
 * Both are NaN where the sample is too small for them.
 */
export function sampleMoments(values: ArrayLike<number>): Moments {
  const n = values.length;
  const {mean, variance} = weightedMoments(values, () => 1 / n);
  return {mean: n === 0 ? NaN : mean, variance: n < 2 ? NaN : (variance * n) / (n - 1)};
}

/**
 * Returns the mean and the variance of numbers that have weights.
 *
 * @param weight the weights, by index; their sum is 1
 */
export function weightedMoments(
  values: ArrayLike<number>,
  weight: (index: number) => number
): Moments {
  let mean = 0;
  for (let i = 0; i < values.length; ++i) mean += weight(i) * values[i];
  let variance = 0;
  // A second pass: the difference of two large means would lose the digits that matter.
  for (let i = 0; i < values.length; ++i) variance += weight(i) * (values[i] - mean) ** 2;
  return {mean, variance};
}

/** Points of ε-space, each with its share of N(0, I). */
interface NormalGrid {
  /** Row-major, [count, latentSize]. */
  epsilon: Float64Array<ArrayBuffer>;
  /** One a point; their sum is 1. */
  weights: Float64Array<ArrayBuffer>;
}

/** How far the grid reaches; all but 10⁻⁸ of N(0, 1) lies within. */
const REACH = 5.8;

/**
 * Returns a product grid for expectations over ε ~ N(0, I): E[h(ε)] ≈ Σ weight · h(point). Evenly
 * spaced points under a normal density are as accurate as the trapezoid rule gets: for smooth h
 * the error falls faster than any power of the distance.
 *
 * @param nodes along each axis
 */
export function normalGrid(latentSize: number, nodes: number): NormalGrid {
  const line = Float64Array.from({length: nodes}, (_, i) => REACH * ((2 * i) / (nodes - 1) - 1));
  const density = line.map((e) => Math.exp(-(e * e) / 2));
  const total = density.reduce((sum, value) => sum + value, 0);
  const count = nodes ** latentSize;
  const epsilon = new Float64Array(count * latentSize);
  const weights = new Float64Array(count).fill(1);
  for (let i = 0; i < count; ++i) {
    for (let j = 0, rest = i; j < latentSize; ++j, rest = Math.floor(rest / nodes)) {
      epsilon[i * latentSize + j] = line[rest % nodes];
      weights[i] *= density[rest % nodes] / total;
    }
  }
  return {epsilon, weights};
}
