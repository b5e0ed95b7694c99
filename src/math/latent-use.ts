/**
 * A latent dimension whose mean KL is below this, in nats per image, tells the decoder nothing that
 * could be seen: q(z|x) is the prior there, for every x.
 */
export const INACTIVE_KL = 0.01;

/** How many latent dimensions a model makes use of. */
export interface LatentUse {
  /** “collapsed” if it uses none: the decoder draws one image whatever x is. */
  state: "all active" | "some inactive" | "collapsed";
  /** The number of dimensions with a mean KL of at least INACTIVE_KL. */
  active: number;
}

/**
 * Returns how much use a model makes of its latent dimensions.
 *
 * @param klPerUnit the mean KL of each dimension, in nats per image
 */
export function latentUse(klPerUnit: ArrayLike<number>): LatentUse {
  const active = Array.from(klPerUnit).filter((kl) => kl >= INACTIVE_KL).length;
  if (active === 0) return {state: "collapsed", active};
  return {state: active === klPerUnit.length ? "all active" : "some inactive", active};
}

/**
 * Returns the mean of KL(q(zⱼ|x) ‖ p(zⱼ)) = ½ (μⱼ² + σⱼ² − 1 − log σⱼ²) over images, for each
 * latent dimension j, in nats per image (appendix B); their sum is the mean KL.
 *
 * @param mu row-major, [count, latentSize]; so is logVar, log σ²
 */
export function meanKlPerUnit(
  mu: ArrayLike<number>,
  logVar: ArrayLike<number>,
  latentSize: number
): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(latentSize);
  addKlPerUnit(sums, mu, logVar);
  return sums.map((sum) => (sum * latentSize) / mu.length);
}

/** Mutates the sums: adds the KL of each latent dimension, image by image. */
export function addKlPerUnit(
  sums: Float64Array,
  mu: ArrayLike<number>,
  logVar: ArrayLike<number>
): void {
  for (let i = 0; i < mu.length; ++i) {
    sums[i % sums.length] += 0.5 * (mu[i] ** 2 + Math.exp(logVar[i]) - 1 - logVar[i]);
  }
}
