/** q(z|x) = N(mu, diag exp(logVar)) of one image (equation (9)). */
export interface DiagonalGaussian {
  mu: readonly number[];
  /** log σ², one for each latent. */
  logVar: readonly number[];
}

/** Returns log q(z) of each point, in nats (equation (9)); z is row-major [count, latentSize]. */
export function diagonalLogDensity(
  {mu, logVar}: DiagonalGaussian,
  z: ArrayLike<number>
): Float64Array<ArrayBuffer> {
  const latents = mu.length;
  const precision = logVar.map((value) => Math.exp(-value));
  const top = logVar.reduce((sum, value) => sum - (value + Math.log(2 * Math.PI)) / 2, 0);
  return Float64Array.from({length: z.length / latents}, (_, i) => {
    let squares = 0;
    for (let j = 0; j < latents; ++j) squares += (z[i * latents + j] - mu[j]) ** 2 * precision[j];
    return top - squares / 2;
  });
}

/**
 * Returns KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − 1 − log σⱼ²) for the prior N(0, I): the closed form
 * of appendix B, in nats, ≥ 0.
 */
export function diagonalKlToPrior({mu, logVar}: DiagonalGaussian): number {
  return mu.reduce((sum, m, j) => sum + (m * m + Math.exp(logVar[j]) - 1 - logVar[j]) / 2, 0);
}

/** Returns N(0, I), the prior, as a q. */
export function standardNormal(latentSize: number): DiagonalGaussian {
  const zeros = Array.from({length: latentSize}, () => 0);
  return {mu: zeros, logVar: zeros};
}

/**
 * Returns samples z = μ + σ ⊙ ε of one q(z|x) = N(μ, diag σ²): equation (4), with the g of
 * section 3.
 *
 * @param mu μ, one for each latent
 * @param logVar log σ², likewise
 * @param epsilon draws of N(0, 1), row-major [count, latentSize]
 * @returns shaped as epsilon
 * @throws RangeError if epsilon is not of whole rows
 */
export function diagonalSamples(
  mu: ArrayLike<number>,
  logVar: ArrayLike<number>,
  epsilon: Float32Array | Float64Array
): Float32Array<ArrayBuffer> {
  const latents = mu.length;
  if (epsilon.length % latents !== 0) {
    throw new RangeError(`invalid epsilon: length ${epsilon.length}, expected rows of ${latents}`);
  }
  const sigma = Float64Array.from(logVar, (value) => Math.exp(value / 2));
  return Float32Array.from(epsilon, (e, i) => mu[i % latents] + sigma[i % latents] * e);
}
