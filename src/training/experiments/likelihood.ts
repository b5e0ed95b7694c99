import {fitGaussian, fullGaussianDraws, fullGaussianLogDensity} from "../../math/gaussian-fit.js";
import {createChains, tuneChains, type ChainTarget} from "../../math/hmc.js";
import {importanceLikelihood, marginalLikelihood} from "../../math/marginal-likelihood.js";
import type {KernelMeasure} from "../../engine/training/gradient.js";
import type {KernelPosterior} from "../../engine/training/posterior.js";
import {priorSamples} from "../../math/random.js";
import {randomSource, standardNormals, type RandomSource} from "../../math/random.js";
import {posteriorStarts} from "./posterior-starts.js";

/** Leapfrog steps of each trajectory, and draws that are fitted, as in section 5. */
const LEAPFROG_STEPS = 4;
const DRAWS = 50;

/** Trajectories that tune the step sizes, from this one. */
const TUNING = 30;
const FIRST_STEP_SIZE = 0.05;

/** Draws of importance sampling, and by which the covariance of the fitted q is widened. */
const IMPORTANCE_DRAWS = 100;
const WIDEN = 2;

/** Draws of the prior from which each chain's start is chosen. */
const STARTS = 2000;

/** Marks the random streams of these estimates, and of the starts. */
const LIKELIHOOD_STREAM = 9;
const STARTS_STREAM = 10;

/** The marginal likelihood of images: means over them, in nats per image. */
export interface LikelihoodTerms {
  /** By appendix D: half of the draws are fitted, the others evaluated, and the reverse. */
  estimate: number;
  /** How far the two estimates of an image lie apart: the standard deviation of one of them. */
  spread: number;
  /** By importance sampling from the Gaussian that fits all draws, widened. */
  importance: number;
  /** Images whose draws lie in a plane, so that there is no q; they count in no mean. */
  failed: number;
}

/** A decoder, by what its networks say. */
type LikelihoodModel = Pick<KernelMeasure, "decode"> & Pick<KernelPosterior, "of">;

/**
 * Returns the mean of log p(x) over images of at most five latents or so, in nats per image, by two
 * estimators: the first is too large on average, the second too small.
 *
 * @param x pixels in [0, 1], row-major [count, pixels]
 * @param options.rows so many images' chains go side by side
 */
export function measureLikelihood(
  decoder: LikelihoodModel,
  x: Float32Array,
  {latentSize, seed, rows, count}: {latentSize: number; seed: number; rows: number; count: number}
): LikelihoodTerms {
  const pixels = x.length / count;
  const prior = priorSamples(seed, STARTS, latentSize);
  const chooseStarts = posteriorStarts(prior, decoder.decode(prior, STARTS), latentSize);
  const results: ImageEstimates[] = [];
  for (let first = 0; first < count; first += rows) {
    const size = Math.min(rows, count - first);
    const images = x.subarray(first * pixels, (first + size) * pixels);
    const starts = chooseStarts(images, randomSource(seed, STARTS_STREAM, first));
    const source = randomSource(seed, LIKELIHOOD_STREAM, first);
    results.push(...estimates(decoder.of(images), starts, latentSize, source));
  }
  const known = results.filter(({halves}) => halves.every(Number.isFinite));
  const mean = (of: (one: ImageEstimates) => number) =>
    known.reduce((sum, one) => sum + of(one) / known.length, 0);
  return {
    estimate: mean(({halves: [a, b]}) => (a + b) / 2),
    spread: Math.sqrt(mean(({halves: [a, b]}) => (a - b) ** 2 / 2)),
    importance: mean(({importance}) => importance),
    failed: results.length - known.length
  };
}

/** The estimates of one image's log p(x), in nats. */
interface ImageEstimates {
  halves: [number, number];
  importance: number;
}

function estimates(
  target: ChainTarget,
  starts: Float32Array,
  dimensions: number,
  source: RandomSource
): ImageEstimates[] {
  const options = {dimensions, leapfrogSteps: LEAPFROG_STEPS, stepSizes: FIRST_STEP_SIZE};
  const chains = createChains(target, starts, options);
  tuneChains(chains, {source, transitions: TUNING});
  const count = starts.length / dimensions;
  const z = Array.from({length: count}, () => new Float64Array(2 * DRAWS * dimensions));
  const logJoint = Array.from({length: count}, () => new Float64Array(2 * DRAWS));
  for (let draw = 0; draw < 2 * DRAWS; ++draw) {
    chains.transition(source);
    for (let chain = 0; chain < count; ++chain) {
      const point = chains.z.subarray(chain * dimensions, (chain + 1) * dimensions);
      z[chain].set(point, draw * dimensions);
      logJoint[chain][draw] = chains.logDensity[chain];
    }
  }
  const importance = importanceEstimates(target, z, dimensions, source);
  return z.map((draws, chain) => {
    const middle = DRAWS * dimensions;
    const [a, b] = [draws.subarray(0, middle), draws.subarray(middle)];
    const half = (fitted: Float64Array, others: Float64Array, first: number) => {
      const joint = logJoint[chain].subarray(first, first + DRAWS);
      return unlessFlat(() => marginalLikelihood(fitted, others, joint, {dimensions})) ?? NaN;
    };
    return {halves: [half(a, b, DRAWS), half(b, a, 0)], importance: importance[chain]};
  });
}

/** Returns the estimate of each chain's image by draws from the Gaussian that fits its draws. */
function importanceEstimates(
  target: ChainTarget,
  z: readonly Float64Array[],
  dimensions: number,
  source: RandomSource
): number[] {
  const fits = z.map((draws) => unlessFlat(() => fitGaussian(draws, dimensions, {widen: WIDEN})));
  const logs = z.map(() => ({joint: [] as number[], density: [] as number[]}));
  const unused = new Float64Array(z.length * dimensions);
  for (let draw = 0; draw < IMPORTANCE_DRAWS; ++draw) {
    const points = new Float64Array(z.length * dimensions);
    for (const [chain, q] of fits.entries()) {
      const epsilon = standardNormals(source, dimensions);
      if (q === undefined) continue;
      const point = fullGaussianDraws(q, epsilon);
      points.set(point, chain * dimensions);
      logs[chain].density.push(fullGaussianLogDensity(q, point)[0]);
    }
    const values = target(points, unused);
    for (const [chain, {joint}] of logs.entries()) joint.push(values[chain]);
  }
  return logs.map(({joint, density}, chain) =>
    fits[chain] === undefined ? NaN : importanceLikelihood(joint, density)
  );
}

/** Returns what a fit gives, or undefined where the draws lie in a plane and have no density. */
function unlessFlat<T>(fit: () => T): T | undefined {
  try {
    return fit();
  } catch {
    return undefined;
  }
}
