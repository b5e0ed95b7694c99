import type {Gaussian} from "./kl-estimates.js";

/**
 * A decoder of one latent and one number: z ~ N(0, 1), x ~ N(a z² + b, s²). For most x its posterior
 * has two hills, at z and −z, which no Gaussian matches.
 */
export interface QuadraticDecoder {
  a: number;
  b: number;
  /** A standard deviation, > 0. */
  s: number;
}

/** Numbers x with their shares of a distribution, which add up to 1. */
export interface WeightedNumbers {
  x: Float64Array<ArrayBuffer>;
  weights: Float64Array<ArrayBuffer>;
}

const HALF_LOG_2_PI = Math.log(2 * Math.PI) / 2;
/**
 * Where z is summed over. It is far beyond the prior’s mass: a decoder with a small a explains a
 * large x by a z that the prior hardly ever draws.
 */
const REACH = 12;
const STEP = 0.03;
/** Its points z ≥ 0: everything is even in z, so each but the first counts twice. */
const places = Float64Array.from({length: REACH / STEP + 1}, (_, i) => i * STEP);
const squares = places.map((z) => z * z);
const logShares = squares.map(
  (square, i) => -square / 2 - HALF_LOG_2_PI + Math.log(i === 0 ? STEP : 2 * STEP)
);
/** One sum after the other is taken here: thousands of arrays would cost more than the sums. */
const terms = new Float64Array(squares.length);

/** Returns log p(x|z), in nats. */
export function quadraticLogLikelihood({a, b, s}: QuadraticDecoder, x: number, z: number): number {
  return -(((x - a * z * z - b) / s) ** 2) / 2 - Math.log(s) - HALF_LOG_2_PI;
}

/** What the exact posterior p(z|x) says. */
interface ExactPosterior {
  /** log p(x), in nats. */
  logEvidence: number;
  /** E[z² | x]: the variance, since the mean is 0. */
  secondMoment: number;
}

/** Returns log p(x) and the second moment of p(z|x), by a sum over z. */
export function quadraticPosterior({a, b, s}: QuadraticDecoder, x: number): ExactPosterior {
  const scale = -1 / (2 * s * s);
  let top = -Infinity;
  for (let i = 0; i < squares.length; ++i) {
    const distance = x - a * squares[i] - b;
    terms[i] = logShares[i] + scale * distance * distance;
    if (terms[i] > top) top = terms[i];
  }
  let [sum, second] = [0, 0];
  for (let i = 0; i < squares.length; ++i) {
    const weight = Math.exp(terms[i] - top);
    sum += weight;
    second += weight * squares[i];
  }
  const logEvidence = top + Math.log(sum) - Math.log(s) - HALF_LOG_2_PI;
  return {logEvidence, secondMoment: second / sum};
}

/**
 * Returns draws of |z| from the exact posterior p(z|x), which is even in z.
 *
 * @param uniforms one number in [0, 1) for each draw
 */
export function quadraticDraws(
  {a, b, s}: QuadraticDecoder,
  x: number,
  uniforms: readonly number[]
): number[] {
  const logs = squares.map((square, i) => logShares[i] - ((x - a * square - b) / s) ** 2 / 2);
  const top = logs.reduce((most, value) => Math.max(most, value), -Infinity);
  let sum = 0;
  const upTo = logs.map((value) => (sum += Math.exp(value - top)));
  return uniforms.map((u) => places[upTo.findIndex((value) => value > u * sum)]);
}

/**
 * Returns the bound of a q, in nats. Under a Gaussian, E[z²] = μ² + σ² and
 * E[z⁴] = μ⁴ + 6 μ²σ² + 3 σ⁴, so nothing is estimated.
 */
export function quadraticElbo({a, b, s}: QuadraticDecoder, x: number, q: Gaussian): number {
  const {square, fourth} = evenMoments(q);
  const c = x - b;
  const residual = c * c - 2 * a * c * square + a * a * fourth;
  const kl = (square - 1) / 2 - Math.log(q.sigma);
  return -residual / (2 * s * s) - Math.log(s) - HALF_LOG_2_PI - kl;
}

/** Returns E[z²] and E[z⁴] under a Gaussian. */
export function evenMoments({mu, sigma}: Gaussian): {square: number; fourth: number} {
  const [m, v] = [mu * mu, sigma * sigma];
  return {square: m + v, fourth: m * m + 6 * m * v + 3 * v * v};
}

/**
 * Returns the q with the highest bound of an x; of two hills it takes the one at μ > 0.
 *
 * With p = a²/s² and r = a (x − b)/s², the bound is stationary in σ² at μ = 0 where
 * 6 p σ⁴ + (1 − 2r) σ² = 1. Where the posterior has two hills there is another maximum,
 * μ² = (r − ½)/p − 3 σ² with the smaller root of 6 p σ⁴ − (2r − 1) σ² + ½ = 0.
 */
export function bestGaussian(decoder: QuadraticDecoder, x: number): Gaussian {
  const {a, b, s} = decoder;
  const [p, r] = [(a * a) / (s * s), (a * (x - b)) / (s * s)];
  const linear = 2 * r - 1;
  const wide = p === 0 ? 1 : (linear + Math.sqrt(linear * linear + 24 * p)) / (12 * p);
  const middle = {mu: 0, sigma: Math.sqrt(wide)};
  const discriminant = linear * linear - 12 * p;
  if (!(p > 0 && linear > 0 && discriminant >= 0)) return middle;
  const narrow = (linear - Math.sqrt(discriminant)) / (12 * p);
  const square = (r - 0.5) / p - 3 * narrow;
  if (!(square > 0)) return middle;
  const hill = {mu: Math.sqrt(square), sigma: Math.sqrt(narrow)};
  return quadraticElbo(decoder, x, hill) > quadraticElbo(decoder, x, middle) ? hill : middle;
}

/** Returns the Gaussian with the moments of p(z|x): the least KL(p(z|x) ‖ q), as sleep fits it. */
export function momentGaussian(decoder: QuadraticDecoder, x: number): Gaussian {
  return {mu: 0, sigma: Math.sqrt(quadraticPosterior(decoder, x).secondMoment)};
}

/** How a q is chosen for each x. */
export type QuadraticEncoder = (decoder: QuadraticDecoder, x: number) => Gaussian;

/**
 * Returns the distribution of x of a decoder, as numbers with weights: what is averaged over them
 * is averaged over infinitely many observations.
 *
 * @param range the least and the greatest x
 * @param step between them: small beside the decoder’s s
 */
export function quadraticData(
  decoder: QuadraticDecoder,
  [least, most]: readonly [number, number],
  step: number
): WeightedNumbers {
  const count = Math.round((most - least) / step) + 1;
  const x = Float64Array.from({length: count}, (_, i) => least + i * step);
  const density = x.map((one) => Math.exp(quadraticPosterior(decoder, one).logEvidence));
  const total = density.reduce((sum, value) => sum + value, 0);
  return {x, weights: density.map((value) => value / total)};
}

/** Returns the mean of log p(x) over observations, in nats. */
export function meanQuadraticEvidence(decoder: QuadraticDecoder, {x, weights}: WeightedNumbers) {
  return x.reduce(
    (sum, one, i) => sum + weights[i] * quadraticPosterior(decoder, one).logEvidence,
    0
  );
}

/** Returns the mean bound over observations with each x’s q, in nats. */
export function meanQuadraticElbo(
  decoder: QuadraticDecoder,
  {x, weights}: WeightedNumbers,
  encoder: QuadraticEncoder
): number {
  return x.reduce(
    (sum, one, i) => sum + weights[i] * quadraticElbo(decoder, one, encoder(decoder, one)),
    0
  );
}

/** A decoder moves by less than this in a last step. */
const LEAST_MOVE = 1e-9;
const MOST_STEPS = 5000;

/**
 * Returns the decoder at which fitting ends: again and again each x gets its q, and then the decoder
 * is the best one for these, by least squares. With bestGaussian both halves raise the mean bound;
 * with momentGaussian the first half is a sleep phase, and nothing need rise.
 */
export function fitQuadratic(
  start: QuadraticDecoder,
  data: WeightedNumbers,
  encoder: QuadraticEncoder
): QuadraticDecoder {
  let decoder = start;
  for (let step = 0; step < MOST_STEPS; ++step) {
    const next = leastSquares(data, (x) => evenMoments(encoder(decoder, x)));
    const move = Math.hypot(next.a - decoder.a, next.b - decoder.b, next.s - decoder.s);
    decoder = next;
    if (move < LEAST_MOVE) break;
  }
  return decoder;
}

/** Returns the a, b and s that maximize the mean of E_q[log p(x|z)]: x is regressed on z². */
export function leastSquares(
  {x, weights}: WeightedNumbers,
  moments: (x: number) => {square: number; fourth: number}
): QuadraticDecoder {
  let [meanX, meanSquare, meanFourth, cross, xx] = [0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; ++i) {
    const {square, fourth} = moments(x[i]);
    meanX += weights[i] * x[i];
    meanSquare += weights[i] * square;
    meanFourth += weights[i] * fourth;
    cross += weights[i] * x[i] * square;
    xx += weights[i] * x[i] ** 2;
  }
  const covariance = cross - meanX * meanSquare;
  const a = covariance / (meanFourth - meanSquare ** 2);
  return {
    a,
    b: meanX - a * meanSquare,
    s: Math.sqrt(xx - meanX ** 2 - a * covariance)
  };
}
