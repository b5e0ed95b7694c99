import type {BoundEstimator} from "../../math/bound-estimates.js";
import {
  boundGradients,
  estimatorNoise,
  locationScaleOf,
  qBetween
} from "../../math/bound-estimates.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import type {Draws, LocationScale} from "../../math/gradients.js";
import {drawsOf, numberedNormals} from "../../math/gradients.js";
import {sampleMoments} from "../../math/moments.js";
import type {LandingOf} from "../../formats/landing.js";
import type {PosteriorClient} from "../../posteriors/client.js";
import type {drawsThrough} from "../../posteriors/draws.js";

/** The places on the way of q that the slider stops at, from the first q to the last. */
const shares: readonly number[] = Array.from({length: 11}, (_, i) => i / 10);

/** What single draws of an estimator say at one q: how they vary, and the gradient of one latent. */
export interface LandedEstimator {
  /** The variance, summed over the latents. */
  variance: number;
  /** The mean over the draws with respect to the first latent, and its standard error. */
  mean: number;
  error: number;
}

/** One q on the way. */
export interface LandedStep {
  share: number;
  draws: number;
  of: Record<LandingOf, Record<BoundEstimator, LandedEstimator>>;
}

/** Draws at each q. */
export const LANDING_DRAWS = 300;
/** The toy costs nothing. */
const TOY_DRAWS = 2000;

const estimators = ["A", "B", "path"] as const;

function stepOf(share: number, draws: Draws): LandedStep {
  const noise = estimatorNoise(draws);
  const landed = (of: LandingOf, estimator: BoundEstimator): LandedEstimator => {
    const {mean, variance} = sampleMoments(boundGradients(draws, estimator, {of, latent: 0}));
    return {
      variance: noise[estimator][of],
      mean,
      error: Math.sqrt(variance / draws.count)
    };
  };
  const all = (of: LandingOf) =>
    Object.fromEntries(
      estimators.map((each) => [each, landed(of, each)])
    ) as LandedStep["of"]["mu"];
  return {share, draws: draws.count, of: {mu: all("mu"), logSigma: all("logSigma")}};
}

/** Returns draws of ε for one q: all q of a seed have the same. */
function noiseOf(seed: number, count: number): Float64Array {
  return numberedNormals(seed, {start: 0, count, latentSize: 2});
}

/**
 * Yields what the estimators do on the way from the encoder's q of an image to the best diagonal one,
 * as it is computed, from the end backwards.
 */
export async function* imageLanding(
  client: Pick<PosteriorClient, "landscape" | "posterior" | "best">,
  through: ReturnType<typeof drawsThrough<undefined>>,
  {image: {x, q: encoderQ}, seed}: {image: {x: Float32Array; q: DiagonalGaussian}; seed: number}
): AsyncGenerator<LandedStep[], void> {
  // Asked for at once: what the last answer is about is what the first one opens.
  const [, , {q: best}] = await Promise.all([
    client.landscape(x),
    client.posterior(),
    client.best("diagonal", encoderQ, () => {})
  ]);
  const [from, to] = [encoderQ, best].map(locationScaleOf);
  const epsilon = noiseOf(seed, LANDING_DRAWS);
  const steps: LandedStep[] = [];
  for (const share of shares.toReversed()) {
    const q = qBetween(from, to, share);
    steps.unshift(stepOf(share, await through(undefined, {x, q, epsilon})));
    yield [...steps];
  }
}

/** A log p(x|z) whose posterior is a diagonal Gaussian: −½ Σ a (z − m)² with large a. */
const toy = {curvature: [150, 600], peak: [0.6, -0.9]};

/** Returns the same for the toy: from the prior to the posterior, which is the best q. */
export function toyLanding(seed: number): LandedStep[] {
  const variance = toy.curvature.map((a) => 1 / (1 + a));
  const prior: LocationScale = {mu: [0, 0], sigma: [1, 1]};
  const posterior: LocationScale = {
    mu: toy.peak.map((m, j) => m * (1 - variance[j])),
    sigma: variance.map(Math.sqrt)
  };
  const target = (z: Float64Array) => {
    const distance = z.map((value, i) => value - toy.peak[i % 2]);
    const slope = distance.map((d, i) => -toy.curvature[i % 2] * d);
    const f = Float64Array.from({length: z.length / 2}, (_, l) =>
      [2 * l, 2 * l + 1].reduce((sum, at) => sum + (slope[at] * distance[at]) / 2, 0)
    );
    return {f, slope};
  };
  const epsilon = noiseOf(seed, TOY_DRAWS);
  return shares.map((share) => {
    return stepOf(share, drawsOf(target, qBetween(prior, posterior, share), epsilon));
  });
}
