import type {DiagonalGaussian, Draws} from "../math/gradients.js";

/** One Gaussian of one latent. */
export interface Center {
  mu: number;
  sigma: number;
}

/** A draw as a string shows it. */
export interface StringPoint {
  epsilon: number;
  z: number;
  f: number;
  /** ∂f/∂z. */
  slope: number;
  /** How much more probable z is now than when it was drawn: q(z) / q₀(z). */
  weight: number;
}

/**
 * Returns the draws from `start` on, as strings show their first latent.
 *
 * @param now the q that the draws are weighted for; its ratio to theirs is the weight
 */
export function stringPoints(
  {count, q, epsilon, z, f, slope}: Draws,
  {start, length, now, constant}: {start: number; length: number; now: Center; constant: number}
): StringPoint[] {
  const size = q.mu.length;
  const end = Math.min(count, start + length);
  return Array.from({length: Math.max(0, end - start)}, (_, i) => {
    const at = (start + i) * size;
    const distance = (z[at] - now.mu) / now.sigma;
    const logWeight = Math.log(q.sigma[0] / now.sigma) + (epsilon[at] ** 2 - distance ** 2) / 2;
    return {
      epsilon: epsilon[at],
      z: z[at],
      f: f[start + i] + constant,
      slope: slope[at],
      weight: Math.exp(logWeight)
    };
  });
}

/** Returns the Gaussian of the first latent of a q. */
export function centerOf({mu, sigma}: DiagonalGaussian): Center {
  return {mu: mu[0], sigma: sigma[0]};
}

/** Returns q with another mean and standard deviation of the first latent. */
export function withCenter({mu, sigma}: DiagonalGaussian, center: Center): DiagonalGaussian {
  return {
    mu: Array.from(mu, (value, j) => (j === 0 ? center.mu : value)),
    sigma: Array.from(sigma, (value, j) => (j === 0 ? center.sigma : value))
  };
}
