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
