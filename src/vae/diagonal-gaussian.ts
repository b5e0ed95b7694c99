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
