import type {Fit} from "./bound-ascent.js";
import {ascend, MOST_GROWTH, onlyBetter, scoreMoments} from "./bound-ascent.js";
import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalKlToPrior, diagonalSamples} from "./diagonal-gaussian.js";
import {latticePoints} from "./lattice.js";
import type {LogLikelihood, Posterior} from "./posterior.js";

/**
 * Yields better and better q = N(μ, diag σ²) for one image of a model with two latents, from a
 * first one on to a maximum of the bound near it; each bound is greater than the one before.
 *
 * Under a Gaussian q, with f(z) = log p(x|z) and z = μ + σ ⊙ ε, derivatives need no decoder
 * derivatives: ∂E[f]/∂μⱼ = E[f·εⱼ]/σⱼ and ∂²E[f]/∂μⱼ∂μₖ = E[f·(εⱼεₖ − δⱼₖ)]/(σⱼσₖ). At the
 * maximum, σⱼ⁻² = 1 − ∂²E[f]/∂μⱼ². So each step is one of Newton for μ, and goes from the present
 * precision towards that one; it is halved until the bound grows.
 */
export function* improveDiagonal(
  logLikelihood: LogLikelihood,
  from: DiagonalGaussian
): Generator<Fit, void, void> {
  yield* ascend(assess(logLikelihood, from), ({fit, target}, share) =>
    assess(logLikelihood, between(fit.q, target, share))
  );
}

/**
 * Yields better and better q for one image, from several first ones, each as far as it leads; what
 * is no better than one before is left out, so the last one is the best.
 *
 * @param starts such as the encoder's q and startAtMode of the posterior
 */
export function* bestDiagonal(
  logLikelihood: LogLikelihood,
  starts: readonly DiagonalGaussian[]
): Generator<Fit, void, void> {
  yield* onlyBetter(starts.map((start) => improveDiagonal(logLikelihood, start)));
}

/**
 * Returns a q at the greatest density of a posterior, as broad as it is: round, with the entropy
 * that p(z|x) has, as 2πe·σ² = exp(entropy) for a round Gaussian of two latents.
 */
export function startAtMode({lattice, logJoint, logEvidence}: Posterior): DiagonalGaussian {
  const cell = lattice.steps[0] * lattice.steps[1];
  let entropy = 0;
  let top = 0;
  logJoint.forEach((value, i) => {
    if (value > logJoint[top]) top = i;
    const logDensity = value - logEvidence;
    entropy -= Math.exp(logDensity) * logDensity * cell;
  });
  const z = latticePoints(lattice);
  const logVar = entropy - Math.log(2 * Math.PI * Math.E);
  return {mu: [z[2 * top], z[2 * top + 1]], logVar: [logVar, logVar]};
}

/** Returns the bound of a q, and the q that a whole step would lead to. */
function assess(
  logLikelihood: LogLikelihood,
  q: DiagonalGaussian
): {fit: Fit; target: DiagonalGaussian} {
  const {mean, first, second} = scoreMoments((epsilon) =>
    logLikelihood(diagonalSamples(q.mu, q.logVar, epsilon))
  );
  const [[g0, g1], [h00, h01, h11]] = [first, second];
  const [s0, s1] = q.logVar.map((value) => Math.exp(value / 2));
  // −∂²/∂μ² of the bound: where that is not positive, the bound still grows along this step.
  const a = Math.max(1 - h00 / (s0 * s0), 1 / (MOST_GROWTH * s0 * s0));
  const c = Math.max(1 - h11 / (s1 * s1), 1 / (MOST_GROWTH * s1 * s1));
  const cross = -h01 / (s0 * s1);
  const limit = 0.95 * Math.sqrt(a * c);
  const b = Math.min(limit, Math.max(-limit, cross));
  const [u, v] = [g0 / s0 - q.mu[0], g1 / s1 - q.mu[1]];
  const determinant = a * c - b * b;
  const target = {
    mu: [q.mu[0] + (c * u - b * v) / determinant, q.mu[1] + (a * v - b * u) / determinant],
    logVar: [-Math.log(a), -Math.log(c)]
  };
  return {fit: {q, elbo: mean - diagonalKlToPrior(q)}, target};
}

/** Returns the q that lies so far on the way from one to another. */
function between(from: DiagonalGaussian, to: DiagonalGaussian, share: number): DiagonalGaussian {
  const mix = (a: readonly number[], b: readonly number[]) =>
    a.map((value, j) => value + share * (b[j] - value));
  return {mu: mix(from.mu, to.mu), logVar: mix(from.logVar, to.logVar)};
}
