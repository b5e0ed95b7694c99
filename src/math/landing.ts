import type {LocationScale} from "./gradients.js";

/**
 * Returns the q at a share of the way from one q to another: both ends are themselves, and between
 * them μ and log σ are weighted means.
 *
 * @param share from 0 to 1
 */
export function qBetween(from: LocationScale, to: LocationScale, share: number): LocationScale {
  const mixed = (a: number, b: number) => (1 - share) * a + share * b;
  return {
    mu: Array.from(from.mu, (m, j) => mixed(m, to.mu[j])),
    sigma: Array.from(from.sigma, (s, j) => Math.exp(mixed(Math.log(s), Math.log(to.sigma[j]))))
  };
}
