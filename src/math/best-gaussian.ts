import type {Fit} from "./bound-ascent.js";
import {ascend, MOST_GROWTH, onlyBetter, scoreMoments} from "./bound-ascent.js";
import {cholesky} from "./cholesky.js";
import type {FullGaussian} from "./gaussian-fit.js";
import type {PlaneGaussian} from "./plane-gaussian.js";
import {planeFactor, planeGaussianOf, planeKlToPrior, planeSamples} from "./plane-gaussian.js";
import type {LogLikelihood} from "./posterior.js";
import {symmetricEigen} from "./symmetric-eigen.js";

/**
 * Yields better and better q = N(μ, L·Lᵀ) for one image of a model with two latents, from a first
 * one on to a maximum of the bound near it; each bound is greater than the one before.
 *
 * It is improveDiagonal with all of L. With f(z) = log p(x|z) and z = μ + L ε, the gradient of E[f]
 * with respect to μ is L⁻ᵀ E[f·ε], and the second derivative L⁻ᵀ E[f·(εεᵀ − I)] L⁻¹. At the maximum
 * Σ⁻¹ = I − ∂²E[f]/∂μ². In the coordinates ε, where the present precision is I, that one is
 * M = LᵀL − E[f·(εεᵀ − I)], and a step goes from I towards M.
 */
export function* improveGaussian(
  logLikelihood: LogLikelihood,
  from: PlaneGaussian
): Generator<Fit, void, void> {
  yield* ascend(assessGaussian(logLikelihood, from), ({to}, share) =>
    assessGaussian(logLikelihood, to(share))
  );
}

/**
 * Yields better and better q with all correlations for one image, from several first ones; what is
 * no better than one before is left out, so the last one is the best.
 *
 * @param starts such as the best diagonal q: what comes of it is no worse
 */
export function* bestFullGaussian(
  logLikelihood: LogLikelihood,
  starts: readonly PlaneGaussian[]
): Generator<Fit, void, void> {
  yield* onlyBetter(starts.map((start) => improveGaussian(logLikelihood, start)));
}

/** Returns the bound of a q, and what leads to the q at a share of a whole step from it. */
function assessGaussian(
  logLikelihood: LogLikelihood,
  q: PlaneGaussian
): {fit: Fit; to: (share: number) => PlaneGaussian} {
  const from = planeFactor(q);
  const {mean, first, second} = scoreMoments((epsilon) => logLikelihood(planeSamples(q, epsilon)));
  const [[g0, g1], [h00, h01, h11]] = [first, second];
  const [l00, , l10, l11] = from.factor;
  // M in the coordinates ε, in which the prior's precision is LᵀL.
  const [m00, m01, m11] = [l00 * l00 + l10 * l10 - h00, l10 * l11 - h01, l11 * l11 - h11];
  // The gradient of the bound: the prior pulls μ by −μ, which is −Lᵀμ here.
  const gradient = [g0 - l00 * q.mu[0] - l10 * q.mu[1], g1 - l11 * q.mu[1]];
  const inverse = invertedWithin([m00, m01, m01, m11]);
  const to = (share: number) => planeGaussianOf(stepOf(from, inverse, gradient, share));
  return {fit: {q, elbo: mean - planeKlToPrior(q)}, to};
}

/** The eigenvalues of M⁻¹, none above MOST_GROWTH, and its eigenvectors, one a row. */
interface InvertedPrecision {
  values: readonly number[];
  vectors: Float64Array;
}

/** Returns M⁻¹; where M is not positive, the bound still grows that way, and q gets wider. */
function invertedWithin(m: readonly number[]): InvertedPrecision {
  const {values, vectors} = symmetricEigen(m, 2);
  return {values: Array.from(values, (value) => 1 / Math.max(value, 1 / MOST_GROWTH)), vectors};
}

/**
 * Returns the q after a share of a step, which in the coordinates ε goes to the mean
 * share · M⁻¹ gradient, and to the precision I + share · (M − I).
 */
function stepOf(
  {mean, factor: [l00, , l10, l11]}: FullGaussian,
  {values, vectors}: InvertedPrecision,
  gradient: readonly number[],
  share: number
): FullGaussian {
  const step = [0, 0];
  const covariance = new Float64Array(4);
  values.forEach((value, k) => {
    const [v0, v1] = [vectors[2 * k], vectors[2 * k + 1]];
    const along = share * value * (v0 * gradient[0] + v1 * gradient[1]);
    step[0] += along * v0;
    step[1] += along * v1;
    const variance = 1 / (1 + share * (1 / value - 1));
    [v0 * v0, v0 * v1, v1 * v0, v1 * v1].forEach((product, i) => {
      covariance[i] += variance * product;
    });
  });
  const [c00, , c10, c11] = cholesky(covariance, 2);
  return {
    mean: Float64Array.of(mean[0] + l00 * step[0], mean[1] + l10 * step[0] + l11 * step[1]),
    factor: Float64Array.of(l00 * c00, 0, l10 * c00 + l11 * c10, l11 * c11)
  };
}
