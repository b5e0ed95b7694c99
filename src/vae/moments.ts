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
