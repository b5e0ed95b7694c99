import {diagonalKlToPrior, diagonalLogDensity, type DiagonalGaussian} from "./diagonal-gaussian.js";
import {normalGrid} from "./normal-grid.js";
import {latticePoints, type Lattice} from "./lattice.js";
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
  const [points, others] = [pointsOf(q, nodes), pointsOf(q, nodes + 1)];
  const first = {...points, values: logLikelihood(points.z)};
  const second = {...others, values: logLikelihood(others.z)};
  return termsOver(first, second, q, logEvidence);
}

/**
 * Returns the terms of the bound likewise for a q that is broad beside the step of a lattice: one
 * expectation over all of its points, the other over every second one, as on a chess board.
 *
 * @param values log p(x|z) at the lattice’s points, in nats
 */
export function boundTermsOnLattice(
  {lattice, values}: {lattice: Lattice; values: Float64Array},
  q: DiagonalGaussian,
  logEvidence: number
): BoundTerms {
  const z = latticePoints(lattice);
  const density = diagonalLogDensity(q, z).map(Math.exp);
  const black = density.map((weight, i) => {
    const [column, row] = [i % lattice.columns, Math.floor(i / lattice.columns)];
    return (column + row) % 2 === 0 ? weight : 0;
  });
  const [all, half] = [density, black].map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return {z, values, weights: weights.map((weight) => weight / total)};
  });
  return termsOver(all, half, q, logEvidence);
}

/** Returns whether a lattice is fine and wide enough for expectations under q. */
export function isOnLattice({mu, logVar}: DiagonalGaussian, {box, steps}: Lattice): boolean {
  return mu.every((m, j) => {
    const sigma = Math.exp(logVar[j] / 2);
    const isInside = m - REACH * sigma > box[2 * j] && m + REACH * sigma < box[2 * j + 1];
    return sigma > 2 * steps[j] && isInside;
  });
}

/** So many standard deviations of q have to lie on a lattice. */
const REACH = 4.4;

function termsOver(
  first: WeightedPoints & {values: Float64Array},
  second: WeightedPoints & {values: Float64Array},
  q: DiagonalGaussian,
  logEvidence: number
): BoundTerms {
  const reconstruction = first.weights.reduce((sum, w, i) => sum + w * first.values[i], 0);
  const klToPrior = diagonalKlToPrior(q);
  const elbo = reconstruction - klToPrior;
  const joint = logJoint(second.values, second.z);
  const density = diagonalLogDensity(q, second.z);
  const klToPosterior = second.weights.reduce(
    (sum, w, i) => sum + w * (density[i] - (joint[i] - logEvidence)),
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
}

/** Returns a grid of points under q, z = μ + σ ⊙ ε, and ε of each point. */
export function pointsOf(
  {mu, logVar}: DiagonalGaussian,
  nodes: number
): WeightedPoints & {epsilon: Float64Array} {
  const {epsilon, weights} = normalGrid(mu.length, nodes);
  const sigma = logVar.map((value) => Math.exp(value / 2));
  const latents = mu.length;
  const z = Float32Array.from(epsilon, (e, i) => mu[i % latents] + sigma[i % latents] * e);
  return {z, weights, epsilon};
}
