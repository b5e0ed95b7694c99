import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalKlToPrior, diagonalSamples} from "./diagonal-gaussian.js";
import {latticePoints} from "./lattice.js";
import {normalGrid} from "./moments.js";
import type {PlaneGaussian} from "./plane-gaussian.js";
import type {LogLikelihood, Posterior} from "./posterior.js";

/**
 * Points along each axis under q: enough for derivatives, checked afterwards with others. A product
 * grid has the moments of ε right, and so every derivative of a log likelihood that is quadratic.
 */
export const GRID_NODES = 15;
const MOST_STEPS = 60;
/** A step that gains less than this, in nats, is the last. */
const LEAST_GAIN = 1e-4;
const MOST_HALVINGS = 10;
/** The most by which a step may multiply σ², however flat log p(x|z) is there. */
export const MOST_GROWTH = 4;

/** A q on the way to the best one. */
export interface Fit {
  q: PlaneGaussian;
  /** Its bound, by quadrature over 15 × 15 points, in nats. */
  elbo: number;
}

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
 * Yields greater and greater bounds: that of a first state, and of those that steps lead to, until
 * they gain no more.
 *
 * @param step returns the state at a share of the step from another one, 1 for the whole of it; the
 *   share is halved until the bound grows
 */
export function* ascend<State extends {fit: Fit}>(
  first: State,
  step: (from: State, share: number) => State
): Generator<Fit, void, void> {
  let state = first;
  yield state.fit;
  for (let steps = 0; steps < MOST_STEPS; ++steps) {
    let next = step(state, 1);
    for (let halving = 1, share = 0.5; halving < MOST_HALVINGS; ++halving, share /= 2) {
      if (next.fit.elbo > state.fit.elbo) break;
      next = step(state, share);
    }
    if (!(next.fit.elbo > state.fit.elbo)) return;
    const gain = next.fit.elbo - state.fit.elbo;
    state = next;
    yield state.fit;
    if (gain < LEAST_GAIN) return;
  }
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

/** Yields of several ascents, one after the other, what is better than all before. */
export function* onlyBetter(ascents: readonly Iterable<Fit>[]): Generator<Fit, void, void> {
  let best = -Infinity;
  for (const ascent of ascents) {
    for (const fit of ascent) {
      if (fit.elbo <= best) continue;
      best = fit.elbo;
      yield fit;
    }
  }
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
  const {epsilon, weights} = normalGrid(q.mu.length, GRID_NODES);
  const f = logLikelihood(diagonalSamples(q.mu, q.logVar, epsilon));
  const mean = weights.reduce((sum, weight, i) => sum + weight * f[i], 0);
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < weights.length; ++i) {
    const [e0, e1] = [epsilon[2 * i], epsilon[2 * i + 1]];
    // The mean is taken out: the moments of ε are what they should be only nearly.
    const term = weights[i] * (f[i] - mean);
    g0 += term * e0;
    g1 += term * e1;
    h00 += term * (e0 * e0 - 1);
    h01 += term * e0 * e1;
    h11 += term * (e1 * e1 - 1);
  }
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
