import type {Gaussian} from "./kl-estimates.js";
import {normalGrid} from "./moments.js";

/** p(z) = weight · N(−distance, spread²) + (1 − weight) · N(distance, spread²). */
export interface TwoHills {
  /** The share of the left hill, in (0, 1). */
  weight: number;
  /** How far each hill is from 0, ≥ 0. */
  distance: number;
  /** The standard deviation of each hill, > 0. */
  spread: number;
}

const HALF_LOG_2_PI = Math.log(2 * Math.PI) / 2;

/** Enough points for four decimals of a divergence, however narrow q is beside a hill. */
const NODES = 401;
const fineGrid = normalGrid(1, NODES);

/** Returns log p(z), in nats, and its derivative with respect to z. */
export function hillsLogDensity(
  {weight, distance, spread}: TwoHills,
  z: number
): {value: number; slope: number} {
  const [left, right] = [(z + distance) / spread, (z - distance) / spread];
  const a = Math.log(weight) - left ** 2 / 2;
  const b = Math.log(1 - weight) - right ** 2 / 2;
  const top = Math.max(a, b);
  const [ofLeft, ofRight] = [Math.exp(a - top), Math.exp(b - top)];
  const sum = ofLeft + ofRight;
  return {
    value: top + Math.log(sum) - Math.log(spread) - HALF_LOG_2_PI,
    slope: -(ofLeft * left + ofRight * right) / (sum * spread)
  };
}

/** Returns log q(z) of a Gaussian, in nats. */
export function normalLogDensity({mu, sigma}: Gaussian, z: number): number {
  return -(((z - mu) / sigma) ** 2) / 2 - Math.log(sigma) - HALF_LOG_2_PI;
}

/**
 * Returns KL(q ‖ p) = E_q[log q − log p], in nats, by quadrature: the divergence of the bound.
 *
 * @param grid the points of the quadrature, of ε; fewer than the usual ones do for a drawing
 */
export function reverseKl(q: Gaussian, p: TwoHills, grid = fineGrid): number {
  return reverseTerms(q, p, grid).kl;
}

/** Returns KL(p ‖ q) = E_p[log p − log q], in nats, by quadrature: that of a sleep phase. */
export function forwardKl(q: Gaussian, p: TwoHills): number {
  const {weight, distance, spread} = p;
  const {epsilon, weights} = fineGrid;
  const hill = (mu: number) =>
    epsilon.reduce((sum, e, i) => {
      const z = mu + spread * e;
      return sum + weights[i] * (hillsLogDensity(p, z).value - normalLogDensity(q, z));
    }, 0);
  return weight * hill(-distance) + (1 - weight) * hill(distance);
}

/** Returns the q with the least KL(p ‖ q): the Gaussian with the mean and the variance of p. */
export function forwardFit({weight, distance, spread}: TwoHills): Gaussian {
  const mu = (1 - 2 * weight) * distance;
  return {mu, sigma: Math.sqrt(spread ** 2 + 4 * weight * (1 - weight) * distance ** 2)};
}

const MOST_STEPS = 300;
/** A step that gains less than this, in nats, is the last. */
const LEAST_GAIN = 1e-9;
const MOST_HALVINGS = 30;

/**
 * Returns the q of a minimum of KL(q ‖ p) near a first one, where descent leads. Each step follows
 * the natural gradient, −σ² ∂KL/∂μ and −½ ∂KL/∂log σ, and is halved until the divergence falls.
 */
export function reverseFit(p: TwoHills, from: Gaussian): Gaussian {
  let q = from;
  let terms = reverseTerms(q, p);
  for (let step = 0; step < MOST_STEPS; ++step) {
    let next = q;
    let found = terms;
    for (let halving = 0, share = 1; halving < MOST_HALVINGS; ++halving, share /= 2) {
      next = {
        mu: q.mu - share * q.sigma ** 2 * terms.byMu,
        sigma: q.sigma * Math.exp((-share * terms.byLogSigma) / 2)
      };
      found = reverseTerms(next, p);
      if (found.kl < terms.kl) break;
    }
    const gain = terms.kl - found.kl;
    if (gain > 0) [q, terms] = [next, found];
    if (!(gain > LEAST_GAIN)) break;
  }
  return q;
}

/** Minima that are nearer to each other than this are one. */
const SAME = 0.05;

/** Returns the minima of KL(q ‖ p) that descent finds from either hill and from all of p, best first. */
export function reverseOptima(p: TwoHills): (Gaussian & {kl: number})[] {
  const {distance, spread} = p;
  const starts = [{mu: -distance, sigma: spread}, {mu: distance, sigma: spread}, forwardFit(p)];
  const found = starts.map((start) => {
    const q = reverseFit(p, start);
    return {...q, kl: reverseKl(q, p)};
  });
  const distinct = found.filter(
    ({mu}, i) => found.findIndex((other) => Math.abs(other.mu - mu) < SAME) === i
  );
  return distinct.toSorted((a, b) => a.kl - b.kl);
}

/** Returns KL(q ‖ p) and its derivatives, with z = μ + σε. */
function reverseTerms(
  q: Gaussian,
  p: TwoHills,
  grid = fineGrid
): {kl: number; byMu: number; byLogSigma: number} {
  const {epsilon, weights} = grid;
  let [kl, byMu, byLogSigma] = [0, 0, -1];
  for (let i = 0; i < epsilon.length; ++i) {
    const z = q.mu + q.sigma * epsilon[i];
    const {value, slope} = hillsLogDensity(p, z);
    kl += weights[i] * (normalLogDensity(q, z) - value);
    byMu -= weights[i] * slope;
    byLogSigma -= weights[i] * slope * q.sigma * epsilon[i];
  }
  return {kl, byMu, byLogSigma};
}

/** Returns draws of p, as a sleep phase dreams them. */
export function hillsDraws(
  {weight, distance, spread}: TwoHills,
  uniforms: ArrayLike<number>,
  epsilon: ArrayLike<number>
): Float64Array<ArrayBuffer> {
  return Float64Array.from(epsilon, (e, i) => {
    return (uniforms[i] < weight ? -distance : distance) + spread * e;
  });
}
