import {diagonalKlToPrior, diagonalLogDensity, type DiagonalGaussian} from "./diagonal-gaussian.js";
import {normalGrid} from "./normal-grid.js";
import {logJoint, type LogLikelihood} from "./posterior.js";

/** The terms of equations (1) and (3) for one image and one q, in nats. */
export interface BoundTerms {
  /** E_q[log p(x|z)], by quadrature. */
  reconstruction: number;
  /** KL(q ‖ p(z)), in closed form, ≥ 0. */
  klToPrior: number;
  /** The bound: reconstruction − klToPrior. */
  elbo: number;
  /** KL(q ‖ p(z|x)), by another quadrature, ≥ 0 but for its error. */
  klToPosterior: number;
  /** elbo + klToPosterior − log p(x): 0 but for the errors of all three. */
  residual: number;
}

/**
 * Returns the terms of the bound for a q over two latents. The two expectations under q are taken
 * over different points, of n × n and of (n + 1) × (n + 1), so that their agreement says something.
 *
 * @param logEvidence log p(x), in nats
 * @param nodes n; the error falls about as 1/n², once the points are as close as the decoder bends
 */
export function boundTerms(
  logLikelihood: LogLikelihood,
  q: DiagonalGaussian,
  logEvidence: number,
  nodes: number
): BoundTerms {
  const {z, weights} = pointsOf(q, nodes);
  const likelihood = logLikelihood(z);
  const reconstruction = weights.reduce((sum, weight, i) => sum + weight * likelihood[i], 0);
  const klToPrior = diagonalKlToPrior(q);
  const elbo = reconstruction - klToPrior;

  const others = pointsOf(q, nodes + 1);
  const joint = logJoint(logLikelihood(others.z), others.z);
  const density = diagonalLogDensity(q, others.z);
  const klToPosterior = others.weights.reduce(
    (sum, weight, i) => sum + weight * (density[i] - (joint[i] - logEvidence)),
    0
  );
  const residual = elbo + klToPosterior - logEvidence;
  return {reconstruction, klToPrior, elbo, klToPosterior, residual};
}

/** Points of the latent plane, each with its share of a q; see normalGrid. */
export interface WeightedPoints {
  /** Row-major, [count, 2]. */
  z: Float32Array<ArrayBuffer>;
  weights: Float64Array;
  /** The points that are shifted and scaled: z = μ + σ ⊙ ε, row-major [count, 2]. */
  epsilon: Float64Array;
}

/** Returns a grid of points under q. */
export function pointsOf({mu, logVar}: DiagonalGaussian, nodes: number): WeightedPoints {
  const {epsilon, weights} = normalGrid(mu.length, nodes);
  const sigma = logVar.map((value) => Math.exp(value / 2));
  const latents = mu.length;
  const z = Float32Array.from(epsilon, (e, i) => mu[i % latents] + sigma[i % latents] * e);
  return {z, weights, epsilon};
}
