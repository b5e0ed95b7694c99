import {logRatios, termsOf, weightedMean, type BoundTerms} from "./bound-terms.js";
import {diagonalLogDensity, type DiagonalGaussian} from "./diagonal-gaussian.js";
import {latticePoints, type Lattice} from "./lattice.js";

/** So many standard deviations of q have to lie on a lattice. */
const REACH = 4.4;

/**
 * Returns the terms of the bound for a q that is broad beside the step of a lattice, and lies on
 * it: one expectation over all of its points, the other over every second one, as on a chess board.
 *
 * @param values log p(x|z) at the lattice’s points, in nats
 */
export function boundTermsOnLattice(
  {lattice, values}: {lattice: Lattice; values: Float64Array},
  q: DiagonalGaussian,
  logEvidence: number
): BoundTerms {
  const z = latticePoints(lattice);
  const weights = diagonalLogDensity(q, z).map(Math.exp);
  const black = weights.map((weight, i) => {
    const [column, row] = [i % lattice.columns, Math.floor(i / lattice.columns)];
    return (column + row) % 2 === 0 ? weight : 0;
  });
  const [reconstruction, klToPosterior] = [weightedMean(), weightedMean()];
  reconstruction.add(values, weights);
  klToPosterior.add(logRatios(z, values, q, logEvidence), black);
  return termsOf(reconstruction.value(), klToPosterior.value(), q, logEvidence);
}

/**
 * Returns how many points of a lattice a mean under q rests on, (Σ weight)² / Σ weight²; 0 if q is
 * too narrow for its step, or lies partly outside.
 */
export function latticePointsUnder({mu, logVar}: DiagonalGaussian, {box, steps}: Lattice): number {
  const sigma = logVar.map((value) => Math.exp(value / 2));
  const isOn = mu.every((m, j) => {
    const isInside = m - REACH * sigma[j] > box[2 * j] && m + REACH * sigma[j] < box[2 * j + 1];
    return sigma[j] > 2 * steps[j] && isInside;
  });
  return isOn ? (4 * Math.PI * sigma[0] * sigma[1]) / (steps[0] * steps[1]) : 0;
}
