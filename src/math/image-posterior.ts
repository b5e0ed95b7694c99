import type {Fit} from "./bound-ascent.js";
import {bestDiagonal, startAtMode} from "./best-diagonal.js";
import {bestFullGaussian} from "./best-gaussian.js";
import type {BoundTerms} from "./bound.js";
import {refineBound} from "./bound.js";
import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {latticeOver} from "./lattice.js";
import type {LastLayer, PointwiseDecoder} from "./likelihood.js";
import {imageLikelihoods, latticeBasis, latticeLogLikelihood} from "./likelihood.js";
import type {PlaneGaussian} from "./plane-gaussian.js";
import type {LogLikelihood, Posterior} from "./posterior.js";
import {posteriorOf} from "./posterior.js";

/** Half the side of the plane that is looked at, and the points along its side. */
export const PLANE_REACH = 4.6;
export const PLANE_SIZE = 128;

/** The Gaussians to find the best q among: those without a correlation, or all of them. */
export type QFamily = "diagonal" | "full";

/** All that section 2.2 asks about one image. */
export interface ImagePosterior {
  /** log p(x|z) over the plane, in nats, at PLANE_SIZE × PLANE_SIZE points. */
  landscape: Float64Array;
  /** Returns the true posterior; computed when it is first asked for. */
  posterior(): Posterior;
  /** Yields better and better terms of the bound for a q; see refineBound. */
  bounds(q: PlaneGaussian): Generator<BoundTerms, void, void>;
  /**
   * Yields better and better q of a family, the diagonal one from the given q, if there is one, and
   * from the posterior’s mode; the one of all Gaussians from there and from the best diagonal q.
   */
  best(family: QFamily, from: DiagonalGaussian | undefined): Generator<Fit, void, void>;
}

/**
 * Returns a function that opens images for a model with two latents. What does not depend on the
 * image is computed now: the work of decoding PLANE_SIZE² images.
 *
 * @param last see latticeBasis
 * @param keepRows see latticeBasis
 */
export function imagePosteriors(
  decoder: PointwiseDecoder,
  last: LastLayer | undefined,
  keepRows?: Parameters<typeof latticeBasis>[3]
): (x: Float32Array) => ImagePosterior {
  const plane = [-PLANE_REACH, PLANE_REACH, -PLANE_REACH, PLANE_REACH] as const;
  const basis = latticeBasis(decoder, latticeOver(plane, PLANE_SIZE), last, keepRows);
  const {lattice} = basis;
  return (x) => {
    const landscape = latticeLogLikelihood(basis, last, x);
    const logLikelihood: LogLikelihood = (z) =>
      imageLikelihoods(x, decoder.logits(z, z.length / 2));
    let measured: Posterior | undefined;
    let diagonal: DiagonalGaussian | undefined; // the best one, once it has been searched
    const posterior = () => (measured ??= posteriorOf({lattice, values: landscape}, logLikelihood));
    return {
      landscape,
      posterior,
      bounds: (q) => refineBound({lattice, values: landscape}, logLikelihood, q, posterior()),
      best(family, from) {
        const starts = [...(from ? [from] : []), startAtMode(posterior())];
        if (family === "diagonal") return bestDiagonal(logLikelihood, starts);
        diagonal ??= [...bestDiagonal(logLikelihood, starts)].at(-1)!.q;
        return bestFullGaussian(logLikelihood, [diagonal, ...starts]);
      }
    };
  };
}
