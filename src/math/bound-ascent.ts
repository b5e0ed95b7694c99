import {normalGrid} from "./moments.js";
import type {PlaneGaussian} from "./plane-gaussian.js";

/**
 * Points along each axis under q: enough for derivatives, checked afterwards with others. A product
 * grid has the moments of ε right, and so every derivative of a log likelihood that is quadratic.
 */
const GRID_NODES = 15;
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

/** What the score identities are made of, under ε ~ N(0, I) of two latents. */
interface ScoreMoments {
  /** E[f]. */
  mean: number;
  /** E[f·ε]. */
  first: readonly [number, number];
  /** E[f·(εεᵀ − I)]: its elements 11, 12 and 22. */
  second: readonly [number, number, number];
}

/**
 * Returns the moments of a function of ε from which the derivatives of its mean under q follow, by
 * quadrature.
 *
 * @param f returns its values at points ε, row-major [count, 2]
 */
export function scoreMoments(f: (epsilon: Float64Array) => ArrayLike<number>): ScoreMoments {
  const {epsilon, weights} = normalGrid(2, GRID_NODES);
  const values = f(epsilon);
  const mean = weights.reduce((sum, weight, i) => sum + weight * values[i], 0);
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < weights.length; ++i) {
    const [e0, e1] = [epsilon[2 * i], epsilon[2 * i + 1]];
    // The mean is taken out: the moments of ε are what they should be only nearly.
    const term = weights[i] * (values[i] - mean);
    g0 += term * e0;
    g1 += term * e1;
    h00 += term * (e0 * e0 - 1);
    h01 += term * e0 * e1;
    h11 += term * (e1 * e1 - 1);
  }
  return {mean, first: [g0, g1], second: [h00, h01, h11]};
}
