import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import {diagonalLogDensity, diagonalSamples} from "../math/diagonal-gaussian.js";
import {sampleMoments} from "../math/moments.js";
import type {LogLikelihood} from "../math/posterior.js";
import {randomSource, standardNormals} from "../math/random.js";
import type {LogPrior} from "./prior.js";
import {gaussianLogPrior} from "./prior.js";

/** The bound of one image and one q under two priors, by the same draws, in nats. */
export interface PriorBounds {
  /** Under N(0, I). */
  gaussian: number;
  /** Under the reader’s prior. */
  yours: number;
  /** One standard error of the difference of the two. */
  standardError: number;
}

/** Draws of q, and their seed. */
const DRAWS = 1024;
const SEED = 0;

/**
 * Returns the generic estimate of equation (6), the mean of log p(x|z) + log p(z) − log q(z) over
 * seeded draws of q, under N(0, I) and under another prior. The draws are the same, so the
 * difference is far more exact than either.
 */
export function priorBounds(
  logLikelihood: LogLikelihood,
  q: DiagonalGaussian,
  logPrior: LogPrior
): PriorBounds {
  const z = diagonalSamples(q.mu, q.logVar, standardNormals(randomSource(SEED), 2 * DRAWS));
  const likelihoods = logLikelihood(z);
  const density = diagonalLogDensity(q, z);
  const points = Array.from({length: DRAWS}, (_, i) => [z[2 * i]!, z[2 * i + 1]!]);
  const differences = points.map((point) => logPrior(point) - gaussianLogPrior(point));
  const underGaussian = points.map(
    (point, i) => likelihoods[i]! + gaussianLogPrior(point) - density[i]!
  );
  const {mean, variance} = sampleMoments(differences);
  const gaussian = sampleMoments(underGaussian).mean;
  return {gaussian, yours: gaussian + mean, standardError: Math.sqrt(variance / DRAWS)};
}
