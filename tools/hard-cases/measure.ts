import type {Network} from "../../src/engine/decoder.js";
import {bestDiagonal, startAtMode} from "../../src/math/best-diagonal.js";
import {boundTerms} from "../../src/math/bound.js";
import type {DiagonalGaussian} from "../../src/math/diagonal-gaussian.js";
import type {LastLayer, LatticeBasis} from "../../src/math/likelihood.js";
import {imageLikelihoods, latticeLogLikelihood} from "../../src/math/likelihood.js";
import type {PosteriorShape} from "../../src/math/posterior.js";
import {posteriorOf, posteriorShape} from "../../src/math/posterior.js";

/** What section 2.2 says of one image, in nats. */
export interface Measured extends PosteriorShape {
  /** log p(x), by a lattice. */
  logEvidence: number;
  /** KL(q ‖ p(z|x)) of the encoder's q. */
  gap: number;
  /** KL(q ‖ p(z|x)) of the best diagonal q: what no q of the family can do without. */
  familyGap: number;
}

/** Points under q. */
const POINTS = 1000;

/** Returns a function that measures an image, given the encoder's q of it. */
export function measurer(
  network: Network,
  last: LastLayer,
  basis: LatticeBasis
): (x: Float32Array, q: DiagonalGaussian) => Measured {
  return (x, q) => {
    const wide = {lattice: basis.lattice, values: latticeLogLikelihood(basis, last, x)};
    const logLikelihood = (z: Float32Array) => imageLikelihoods(x, network.logits(z, z.length / 2));
    const posterior = posteriorOf(wide, logLikelihood);
    const {logEvidence} = posterior;
    const gapOf = (other: DiagonalGaussian) =>
      logEvidence - boundTerms(logLikelihood, other, logEvidence, POINTS).elbo;
    const fits = [...bestDiagonal(logLikelihood, [q, startAtMode(posterior)])];
    const gap = gapOf(q);
    const familyGap = Math.min(gap, gapOf(fits.at(-1)!.q));
    return {...posteriorShape(posterior), logEvidence, gap, familyGap};
  };
}
