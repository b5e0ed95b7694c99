/**
 * Returns log (1/L Σ exp(wₗ)) of L log weights: with wₗ = log p(x|zₗ) and zₗ drawn from the prior,
 * the logarithm of the naive Monte Carlo estimate of p(x). The greatest weight is taken out of the
 * sum first, since exp(−500) would be rounded to 0.
 *
 * @returns nats; −Infinity for no weights
 */
export function logMeanExp(logWeights: ArrayLike<number>): number {
  const running = runningEstimates(logWeights).estimates;
  return running.length === 0 ? -Infinity : running[running.length - 1];
}

/** What the first l log weights say, for each l from 1 to L. */
export interface RunningEstimates {
  /** log (1/l Σ exp(w)), in nats. */
  estimates: Float64Array<ArrayBuffer>;
  /** The effective sample size, (Σ exp(w))² / Σ exp(2w), from 1 to l. */
  sizes: Float64Array<ArrayBuffer>;
}

/**
 * Returns the estimate and the effective sample size after each draw.
 *
 * @param logWeights length L, each finite
 */
export function runningEstimates(logWeights: ArrayLike<number>): RunningEstimates {
  const estimates = new Float64Array(logWeights.length);
  const sizes = new Float64Array(logWeights.length);
  // Both sums are kept as multiples of the greatest weight so far, and of its square.
  let [greatest, sum, sumOfSquares] = [-Infinity, 0, 0];
  for (let l = 0; l < logWeights.length; ++l) {
    const w = logWeights[l];
    if (w > greatest) {
      const shrink = Math.exp(greatest - w);
      sum *= shrink;
      sumOfSquares *= shrink * shrink;
      greatest = w;
    }
    const weight = Math.exp(w - greatest);
    sum += weight;
    sumOfSquares += weight * weight;
    estimates[l] = greatest + Math.log(sum / (l + 1));
    sizes[l] = (sum * sum) / sumOfSquares;
  }
  return {estimates, sizes};
}

/**
 * Returns the share of each draw in the sum, exp(wₗ) / Σ exp(w): they add up to 1.
 *
 * @param logWeights length L, each finite
 */
export function weightShares(logWeights: ArrayLike<number>): Float64Array<ArrayBuffer> {
  let greatest = -Infinity;
  for (let l = 0; l < logWeights.length; ++l) greatest = Math.max(greatest, logWeights[l]);
  const shares = Float64Array.from(logWeights, (w) => Math.exp(w - greatest));
  let sum = 0;
  for (const share of shares) sum += share;
  return shares.map((share) => share / sum);
}

/**
 * Returns the estimates of repeats of L draws each, in nats: logMeanExp of the first L log weights of
 * each run, of its next L, and so on. No draw counts twice, so the repeats are independent.
 *
 * @param runs log weights, each finite
 * @returns length Σ ⌊length / L⌋ over the runs
 */
export function repeatedEstimates(
  runs: readonly Float64Array[],
  draws: number
): Float64Array<ArrayBuffer> {
  return Float64Array.from(
    runs.flatMap((logWeights) =>
      Array.from({length: Math.floor(logWeights.length / draws)}, (_, i) =>
        logMeanExp(logWeights.subarray(i * draws, (i + 1) * draws))
      )
    )
  );
}
