import {diagonalKlToPrior, diagonalLogDensity, type DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalSamples} from "./diagonal-samples.js";
import {goldenPoints} from "./golden-points.js";
import {logJoint, type LogLikelihood} from "./posterior.js";

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

/** So many points go through the decoder at once. */
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
  q: DiagonalGaussian,
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
  q: DiagonalGaussian,
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
      mean.add(valuesOf(diagonalSamples(q.mu, q.logVar, epsilon)), weights);
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
export function weightedMean() {
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
export function logRatios(
  z: Float32Array,
  logLikelihood: Float64Array,
  q: DiagonalGaussian,
  logEvidence: number
): Float64Array {
  const joint = logJoint(logLikelihood, z);
  return diagonalLogDensity(q, z).map((density, i) => density - (joint[i] - logEvidence));
}

/** Returns the terms of the bound from its two expectations under q, in nats. */
export function termsOf(
  reconstruction: number,
  klToPosterior: number,
  q: DiagonalGaussian,
  logEvidence: number
): BoundTerms {
  const klToPrior = diagonalKlToPrior(q);
  const elbo = reconstruction - klToPrior;
  const residual = elbo + klToPosterior - logEvidence;
  return {reconstruction, klToPrior, elbo, klToPosterior, residual};
}
