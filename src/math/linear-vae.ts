/** What the best linear VAE of one noise variance makes of data, means over the images. */
interface LinearVae {
  /** The number of directions that carry something: those whose eigenvalue exceeds s². */
  live: number;
  /** E[log p(x|z)], in nats per image. */
  reconstruction: number;
  /** KL(q(z|x) ‖ p(z)), in nats per image. */
  kl: number;
  /** The bound, reconstruction − kl, which is log p(x): q is exact. In nats per image; of any sign. */
  bound: number;
  /** E‖x − Wz − b‖² under q, the squared error of a reconstruction from a draw of z. */
  squaredError: number;
}

/**
 * Returns the best linear VAE with p(x|z) = N(Wz + b, s² I), a latent for each pixel, and s² held
 * fixed. It is probabilistic PCA: b is the mean of the data, and the column of W along eigenvector j
 * has the length √(λⱼ − s²), or 0 where λⱼ ≤ s². There p(z|x) has independent components, so a
 * diagonal q is exact, and
 *
 *   log p(x) = −½ [ D log 2π + Σ_live (log λⱼ + 1) + Σ_others (log s² + λⱼ / s²) ]  on average.
 *
 * Live latents cost ½ log (λⱼ / s²) each and leave the squared error s², the others cost nothing and
 * leave λⱼ.
 *
 * @param values the eigenvalues of the covariance of the data, each ≥ 0: all D, the largest first
 * @param variance s² > 0
 */
export function linearVae(values: readonly number[], variance: number): LinearVae {
  let [live, kl, squaredError] = [0, 0, 0];
  for (const value of values) {
    if (value > variance) {
      live += 1;
      kl += Math.log(value / variance) / 2;
    }
    squaredError += Math.min(value, variance);
  }
  const constant = values.length * Math.log(2 * Math.PI * variance);
  const reconstruction = -(constant + squaredError / variance) / 2;
  return {live, reconstruction, kl, bound: reconstruction - kl, squaredError};
}

/**
 * Returns the mean images of draws of z, b + Σ √(λⱼ − s²) zⱼ vⱼ over the live directions: row-major
 * [draws, pixels]. A linear decoder knows no bounds, so some pixels lie outside of [0, 1].
 *
 * @param directions see formats/spectrum; as many as are live, at least
 * @param z from N(0, I), row-major [draws, directions]
 */
export function linearImages(
  {mean, vectors}: {mean: Float32Array; vectors: readonly Float32Array[]},
  values: readonly number[],
  {variance, z}: {variance: number; z: Float32Array}
): Float32Array<ArrayBuffer> {
  const size = mean.length;
  const draws = z.length / vectors.length;
  const images = new Float32Array(draws * size);
  const {live} = linearVae(values, variance);
  if (live > vectors.length) {
    throw new RangeError(`invalid directions: ${vectors.length}, expected at least ${live}`);
  }
  for (let draw = 0; draw < draws; ++draw) {
    const image = images.subarray(draw * size, (draw + 1) * size);
    image.set(mean);
    for (let j = 0; j < live; ++j) {
      const weight = Math.sqrt(values[j] - variance) * z[draw * vectors.length + j];
      const vector = vectors[j];
      for (let i = 0; i < size; ++i) image[i] += weight * vector[i];
    }
  }
  return images;
}

/** Returns the s² at which the bound is zero; it is positive below. See linearVae. */
export function zeroBoundVariance(values: readonly number[]): number {
  let [low, high] = [1e-6, 1e6]; // the bound falls with s² all the way
  for (let step = 0; step < 50; ++step) {
    const middle = Math.sqrt(low * high);
    if (linearVae(values, middle).bound > 0) low = middle;
    else high = middle;
  }
  return low;
}
