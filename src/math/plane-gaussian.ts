import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalKlToPrior, diagonalLogDensity, diagonalSamples} from "./diagonal-gaussian.js";
import type {FullGaussian} from "./gaussian-fit.js";
import {fullGaussianDraws, fullGaussianLogDensity} from "./gaussian-fit.js";

/** q = N(mu, Σ) over two latents with Σⱼⱼ = exp(logVarⱼ): diagonal, or with a correlation as well. */
export interface PlaneGaussian extends DiagonalGaussian {
  /** The correlation of z₁ and z₂ under q, between −1 and 1; without it q is diagonal. */
  correlation?: number;
}

/** Returns q as its mean and the lower triangular L with L·Lᵀ = Σ. */
export function planeFactor({mu, logVar, correlation = 0}: PlaneGaussian): FullGaussian {
  const [s0, s1] = logVar.map((value) => Math.exp(value / 2));
  const rest = s1 * Math.sqrt(1 - correlation ** 2);
  return {mean: Float64Array.from(mu), factor: Float64Array.of(s0, 0, s1 * correlation, rest)};
}

/** Returns the q whose mean and L are given: what planeFactor takes, backwards. */
export function planeGaussianOf({mean, factor: [l00, , l10, l11]}: FullGaussian): PlaneGaussian {
  const s1 = Math.hypot(l10, l11);
  return {mu: [...mean], logVar: [2 * Math.log(l00), 2 * Math.log(s1)], correlation: l10 / s1};
}

/** Returns samples z = μ + L ε of q; of a diagonal one they are those of equation (4). */
export function planeSamples(q: PlaneGaussian, epsilon: Float64Array): Float32Array<ArrayBuffer> {
  if (q.correlation === undefined) return diagonalSamples(q.mu, q.logVar, epsilon);
  return Float32Array.from(fullGaussianDraws(planeFactor(q), epsilon));
}

/** Returns log q(z) of each point, in nats; z is row-major [count, latentSize]. */
export function planeLogDensity(q: PlaneGaussian, z: ArrayLike<number>): Float64Array<ArrayBuffer> {
  if (q.correlation === undefined) return diagonalLogDensity(q, z);
  return fullGaussianLogDensity(planeFactor(q), z);
}

/**
 * Returns KL(q ‖ p(z)) for the prior N(0, I), in nats, ≥ 0. Beside the terms of appendix B stands
 * −½ log(1 − ρ²): all that a correlation does is to lower the determinant of Σ.
 */
export function planeKlToPrior(q: PlaneGaussian): number {
  return diagonalKlToPrior(q) - Math.log(1 - (q.correlation ?? 0) ** 2) / 2;
}
