import jStat from "jstat";

/** Returns the density of N(0, 1) at z: exp(−z²/2)/√(2π). */
export function normalPdf(z: number): number {
  return jStat.normal.pdf(z, 0, 1);
}

/** Returns Φ(z), the probability that a standard normal draw is at most z; in [0, 1]. */
export function normalCdf(z: number): number {
  return jStat.normal.cdf(z, 0, 1);
}

/**
 * Returns z = Φ⁻¹(u), the inverse of normalCdf: uniform u becomes a standard normal z
 * (section 2.4, first recipe; appendix A lays out Figure 4 with it).
 *
 * @param u a probability in (0, 1)
 * @throws RangeError outside (0, 1), where z would be infinite or undefined
 */
export function normalQuantile(u: number): number {
  if (!(u > 0 && u < 1)) throw new RangeError(`invalid u: ${u}, expected 0 < u < 1`);
  return jStat.normal.inv(u, 0, 1);
}

/** The standard normal: density, distribution function Φ, and its inverse Φ⁻¹. */
export interface Normal {
  pdf(z: number): number;
  cdf(z: number): number;
  quantile(u: number): number;
}
