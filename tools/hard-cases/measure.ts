import type {Network} from "../../src/engine/decoder.js";
import {boundTerms} from "../../src/math/bound.js";
import type {DiagonalGaussian} from "../../src/math/diagonal-gaussian.js";
import {imagePosteriors} from "../../src/math/image-posterior.js";
import type {LastLayer} from "../../src/math/likelihood.js";
import {imageLikelihoods} from "../../src/math/likelihood.js";
import type {PlaneGaussian} from "../../src/math/plane-gaussian.js";
import type {PosteriorShape} from "../../src/math/posterior.js";
import {posteriorShape} from "../../src/math/posterior.js";

/** What section 2.2 says of one image, in nats. */
export interface Measured extends PosteriorShape {
  /** log p(x), by a lattice. */
  logEvidence: number;
  /** KL(q ‖ p(z|x)) of the encoder's q. */
  gap: number;
  /** KL(q ‖ p(z|x)) of the best diagonal q: what no q of the family can do without. */
  familyGap: number;
  /** KL(q ‖ p(z|x)) of the best Gaussian of any covariance: what is due to the shape alone. */
  fullGap: number;
}

/** Points under q. */
const POINTS = 1000;

/** Returns a function that measures an image, given the encoder's q of it. */
export function measurer(
  network: Network,
  last: LastLayer
): (x: Float32Array, q: DiagonalGaussian) => Measured {
  const open = imagePosteriors(network, last);
  return (x, q) => {
    const logLikelihood = (z: Float32Array) => imageLikelihoods(x, network.logits(z, z.length / 2));
    const image = open(x);
    const posterior = image.posterior();
    const {logEvidence} = posterior;
    const gapOf = (other: PlaneGaussian) =>
      logEvidence - boundTerms(logLikelihood, other, logEvidence, POINTS).elbo;
    const bestOf = (family: "diagonal" | "full") => gapOf([...image.best(family, q)].at(-1)!.q);
    const gap = gapOf(q);
    const familyGap = Math.min(gap, bestOf("diagonal"));
    const fullGap = Math.min(familyGap, bestOf("full"));
    return {...posteriorShape(posterior), logEvidence, gap, familyGap, fullGap};
  };
}
