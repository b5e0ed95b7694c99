import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalKlToPrior, diagonalSamples} from "./diagonal-gaussian.js";
import type {Lattice} from "./lattice.js";
import {latticePoints} from "./lattice.js";
import type {PlaneGaussian} from "./plane-gaussian.js";
import {planeKlToPrior, planeLogDensity, planeSamples} from "./plane-gaussian.js";
import type {LogLikelihood, Posterior} from "./posterior.js";
import {logJoint} from "./posterior.js";
import {goldenPoints, pointsUnder} from "./quadrature.js";

/** The terms of equations (1) and (3) for one image and one q, in nats. */
export interface BoundTerms {
  /** E_q[log p(x|z)], by quadrature. */
  reconstruction: number;
  /** KL(q ‖ p(z)), in closed form, ≥ 0. */
  klToPrior: number;
  /** The bound: reconstruction − klToPrior. */
  elbo: number;
  /** KL(q ‖ p(z|x)), by another quadrature, ≥ 0 but for its error. */
  klToPosterior: number;
  /** elbo + klToPosterior − log p(x): 0 but for the errors of all three. */
  residual: number;
}

/** The two expectations under q are taken over points of different offsets, and not as many. */
const [FIRST, SECOND] = [
  {offset: 0.5, share: 1},
  {offset: 0.25, share: 0.9}
];

/** The points that go through the decoder at once. */
const CHUNK = 64;

/**
 * Returns the terms of the bound for a q. The two expectations under q are taken over different
 * points, so that their agreement says something.
 *
 * @param logEvidence log p(x), in nats
 * @param count points of the first; the error falls faster than 1/count
 */
export function boundTerms(
  logLikelihood: LogLikelihood,
  q: PlaneGaussian,
  logEvidence: number,
  count: number
): BoundTerms {
  const slices = boundInSlices(logLikelihood, q, logEvidence, count);
  for (;;) {
    const {done, value} = slices.next();
    if (done) return value;
  }
}

/** Returns what boundTerms does; yields after each part of the work, of 64 images. */
export function* boundInSlices(
  logLikelihood: LogLikelihood,
  q: PlaneGaussian,
  logEvidence: number,
  count: number
): Generator<void, BoundTerms, void> {
  function* meanOver(
    {offset, share}: typeof FIRST,
    valuesOf: (z: Float32Array<ArrayBuffer>) => ArrayLike<number>
  ): Generator<void, number, void> {
    const mean = weightedMean();
    const points = Math.round(share * count);
    for (let start = 0; start < points; start += CHUNK) {
      const range = {start, end: Math.min(points, start + CHUNK), offset};
      const {epsilon, weights} = goldenPoints(q.mu.length, points, range);
      mean.add(valuesOf(planeSamples(q, epsilon)), weights);
      yield;
    }
    return mean.value();
  }

  const reconstruction = yield* meanOver(FIRST, logLikelihood);
  const klToPosterior = yield* meanOver(SECOND, (z) =>
    logRatios(z, logLikelihood(z), q, logEvidence)
  );
  return termsOf(reconstruction, klToPosterior, q, logEvidence);
}

/** Returns a mean that grows as values and their weights are added. */
function weightedMean() {
  let [sum, total] = [0, 0];
  return {
    add(values: ArrayLike<number>, weights: Float64Array): void {
      weights.forEach((weight, i) => {
        sum += weight * values[i];
        total += weight;
      });
    },
    value: () => sum / total
  };
}

/** Returns log q(z) − log p(z|x) at points z, given log p(x|z) there. */
function logRatios(
  z: Float32Array,
  logLikelihood: Float64Array,
  q: PlaneGaussian,
  logEvidence: number
): Float64Array {
  const joint = logJoint(logLikelihood, z);
  return planeLogDensity(q, z).map((density, i) => density - (joint[i] - logEvidence));
}

/** Returns the terms of the bound from its two expectations under q, in nats. */
function termsOf(
  reconstruction: number,
  klToPosterior: number,
  q: PlaneGaussian,
  logEvidence: number
): BoundTerms {
  const klToPrior = planeKlToPrior(q);
  const elbo = reconstruction - klToPrior;
  const residual = elbo + klToPosterior - logEvidence;
  return {reconstruction, klToPrior, elbo, klToPosterior, residual};
}

/** How far to each side of the mean of q its lattice has to reach, in standard deviations. */
const REACH = 4.4;

/**
 * Returns the terms of the bound for a q that is broad beside the step of a lattice, and lies on
 * it: one expectation over all of its points, the other over every second one, as on a chess board.
 *
 * @param values log p(x|z) at the lattice’s points, in nats
 */
export function boundTermsOnLattice(
  {lattice, values}: {lattice: Lattice; values: Float64Array},
  q: PlaneGaussian,
  logEvidence: number
): BoundTerms {
  const z = latticePoints(lattice);
  const weights = planeLogDensity(q, z).map(Math.exp);
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
export function latticePointsUnder(
  {mu, logVar, correlation = 0}: PlaneGaussian,
  {box, steps}: Lattice
): number {
  const sigma = logVar.map((value) => Math.exp(value / 2));
  // A correlation makes q narrower along one axis once the other latent is known.
  const narrowing = Math.sqrt(1 - correlation ** 2);
  const isOn = mu.every((m, j) => {
    const isInside = m - REACH * sigma[j] > box[2 * j] && m + REACH * sigma[j] < box[2 * j + 1];
    return sigma[j] * narrowing > 2 * steps[j] && isInside;
  });
  const area = 4 * Math.PI * sigma[0] * sigma[1] * narrowing;
  return isOn ? area / (steps[0] * steps[1]) : 0;
}

/** Points under q, more and more until the sum is right. */
const COUNTS = [64, 512, 2048, 8192, 24576, 65536];

/** The sum is right when the two quadratures agree this far, in nats, and nearly did before. */
const TOLERANCE = 0.005;
const NEARLY = 0.02;

/**
 * Yields better and better terms of the bound for a q of one image, the first ones at once; some
 * come several times, while better ones are being computed. It ends when equation (1) holds to
 * 0.005 nats, or after two means over some 60,000 points: a q as broad as the prior needs as many
 * with some images of Fashion-MNIST, whose residual is up to 0.017 before, and 0.003 then.
 *
 * @param plane log p(x|z) at the points of a lattice, in nats: what is known already, and enough to
 *   begin with for a q that is broad beside its step
 */
export function* refineBound(
  plane: {lattice: Lattice; values: Float64Array},
  logLikelihood: LogLikelihood,
  q: PlaneGaussian,
  {logEvidence}: Pick<Posterior, "logEvidence">
): Generator<BoundTerms, void, void> {
  const known = latticePointsUnder(q, plane.lattice);
  const isKnown = known > COUNTS[0];
  let terms = isKnown ? boundTermsOnLattice(plane, q, logEvidence) : undefined;
  if (terms !== undefined) yield terms;
  for (const count of COUNTS.filter((each) => !isKnown || each > known)) {
    const before = Math.abs(terms?.residual ?? Infinity);
    const slices = boundInSlices(logLikelihood, q, logEvidence, count);
    let slice = slices.next();
    for (; !slice.done; slice = slices.next()) if (terms !== undefined) yield terms;
    terms = slice.value;
    yield terms;
    if (before < NEARLY && Math.abs(terms.residual) < TOLERANCE) return;
  }
}

/**
 * Returns the bound of equation (3) for one image and one q, in nats: E_q[log p(x|z)] by
 * quadrature, less KL(q ‖ p(z)) in closed form.
 *
 * @param logLikelihood log p(x|z) at rows of z
 * @param count points under q, which are decoded
 */
export function boundByQuadrature(
  logLikelihood: LogLikelihood,
  q: DiagonalGaussian,
  count: number
): number {
  const {z, weights} = pointsUnder(q, count);
  const values = logLikelihood(z);
  return weights.reduce((sum, weight, i) => sum + weight * values[i], 0) - diagonalKlToPrior(q);
}

/**
 * Returns the estimate of equation (7) for one image and one q, in nats: the mean of log p(x|z)
 * over L draws z = μ + σ ⊙ ε, less KL(q ‖ p(z)) in closed form.
 *
 * @param logLikelihood log p(x|z) at rows of z
 * @param epsilon draws of N(0, 1), row-major [L, latentSize]
 * @throws RangeError if epsilon is not of whole rows
 */
export function boundBySamples(
  logLikelihood: LogLikelihood,
  q: DiagonalGaussian,
  epsilon: Float32Array
): number {
  const values = logLikelihood(diagonalSamples(q.mu, q.logVar, epsilon));
  return values.reduce((sum, value) => sum + value, 0) / values.length - diagonalKlToPrior(q);
}
