import type {DiagonalGaussian} from "../../src/math/diagonal-gaussian.js";
import {latticeOver, latticePoints} from "../../src/math/lattice.js";
import type {LogLikelihood, Posterior} from "../../src/math/posterior.js";
import {posteriorOf} from "../../src/math/posterior.js";

/**
 * A model whose posterior is known: log p(x|z) = −½ (z − a)ᵀ P (z − a) + top, which with the prior
 * N(0, I) makes the posterior normal, of precision I + P.
 */
export interface LinearModel {
  logLikelihood: LogLikelihood;
  posterior: Posterior;
  /** Returns E_q[log p(x|z)], worked out: a mean and a variance for each product. */
  reconstruction(q: DiagonalGaussian): number;
}

/** Returns the model with its posterior by lattices; P is [[p00, p01], [p01, p11]]. */
export function linearModel(
  [a0, a1]: readonly number[],
  [p00, p01, p11]: readonly number[],
  top = -100
): LinearModel {
  const logLikelihood: LogLikelihood = (z) =>
    Float64Array.from({length: z.length / 2}, (_, i) => {
      const [d0, d1] = [z[2 * i] - a0, z[2 * i + 1] - a1];
      return top - (p00 * d0 * d0 + 2 * p01 * d0 * d1 + p11 * d1 * d1) / 2;
    });
  const lattice = latticeOver([-4.6, 4.6, -4.6, 4.6], 128);
  const values = logLikelihood(latticePoints(lattice));
  function reconstruction({mu, logVar}: DiagonalGaussian): number {
    const [d0, d1] = [mu[0] - a0, mu[1] - a1];
    const [v0, v1] = logVar.map(Math.exp);
    return top - (p00 * (d0 * d0 + v0) + p11 * (d1 * d1 + v1) + 2 * p01 * d0 * d1) / 2;
  }
  return {logLikelihood, reconstruction, posterior: posteriorOf({lattice, values}, logLikelihood)};
}

/** Returns log p(x) of the model with P = precision · I, in nats. */
export function isotropicEvidence(a: readonly number[], precision: number, top = -100): number {
  // ∫ exp(−½ p (z − a)²) N(z; 0, 1) dz = (1 + p)^−½ exp(−½ a² p / (1 + p)), for each latent.
  const squares = a.reduce((sum, value) => sum + value * value, 0);
  return top - Math.log(1 + precision) - (squares * precision) / (1 + precision) / 2;
}
