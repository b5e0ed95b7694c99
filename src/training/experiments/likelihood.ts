import {fitGaussian} from "../../math/gaussian-fit.js";
import {createChains, tuneChains, type ChainTarget} from "../../math/hmc.js";
import {
  gaussianProposal,
  importanceEstimates,
  marginalLikelihood,
  widenedProposal,
  type ImportanceEstimate
} from "../../math/marginal-likelihood.js";
import type {KernelMeasure} from "../../engine/training/gradient.js";
import type {KernelPosterior} from "../../engine/training/posterior.js";
import {priorSamples, randomSource, type RandomSource} from "../../math/random.js";
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

/** Draws of a repeat of importance sampling from the encoder's q, and the repeats. */
const ENCODER_DRAWS = 48;
const ENCODER_REPEATS = 3;

/** An estimate by fewer draws than this, effectively, is of hardly more than one of them. */
const FEW = 3;

/** Draws of the prior from which each chain's start is chosen. */
const STARTS = 2000;

/** Marks the random streams of these estimates, and of the starts. */
const LIKELIHOOD_STREAM = 9;
const STARTS_STREAM = 10;
const ENCODER_STREAM = 11;

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
  /** By importance sampling from the encoder's q, widened, if there is an encoder. */
  encoder?: EncoderTerms;
}

/** Importance sampling from the encoder's q: means over images. */
export interface EncoderTerms {
  /** In nats per image. */
  estimate: number;
  /** The standard deviation of the estimate by a third of an image's draws. */
  spread: number;
  effectiveSize: number;
  /** Images with an effective size below 3, of which the estimate is too small. */
  few: number;
}

/** A model, by what its networks say. */
type LikelihoodModel = Pick<KernelMeasure, "decode" | "measure"> & Pick<KernelPosterior, "of">;

/** Options for measureLikelihood. */
export interface LikelihoodOptions {
  latentSize: number;
  seed: number;
  /** The images whose chains go side by side. */
  rows: number;
  /** The number of images. */
  count: number;
  /** Whether its encoder means anything. */
  hasEncoder: boolean;
}

/**
 * Returns the mean of log p(x) over images of at most five latents or so, in nats per image, by
 * several estimators: that of appendix D is too large on average, the others too small. It takes
 * seconds, and gives how many images it has measured each time that their chains have ended.
 *
 * @param x pixels in [0, 1], row-major [count, pixels]
 */
export function* measureLikelihood(
  model: LikelihoodModel,
  x: Float32Array,
  {latentSize, seed, rows, count, hasEncoder}: LikelihoodOptions
): Generator<number, LikelihoodTerms> {
  const pixels = x.length / count;
  const prior = priorSamples(seed, STARTS, latentSize);
  const chooseStarts = posteriorStarts(prior, model.decode(prior, STARTS), latentSize);
  const results: ImageEstimates[] = [];
  const byEncoder: ImportanceEstimate[] = [];
  for (let first = 0; first < count; first += rows) {
    const size = Math.min(rows, count - first);
    const images = x.subarray(first * pixels, (first + size) * pixels);
    const starts = chooseStarts(images, randomSource(seed, STARTS_STREAM, first));
    const source = randomSource(seed, LIKELIHOOD_STREAM, first);
    results.push(...estimates(model.of(images), starts, latentSize, source));
    if (hasEncoder) {
      const noise = randomSource(seed, ENCODER_STREAM, first);
      const options = {count: size, dimensions: latentSize, source: noise};
      byEncoder.push(...encoderEstimates(model, images, options));
    }
    yield results.length;
  }
  const known = results.filter(({halves}) => halves.every(Number.isFinite));
  return {
    estimate: meanOf(known, ({halves: [a, b]}) => (a + b) / 2),
    spread: Math.sqrt(meanOf(known, ({halves: [a, b]}) => (a - b) ** 2 / 2)),
    importance: meanOf(known, ({importance}) => importance),
    failed: results.length - known.length,
    ...(hasEncoder && {
      encoder: {
        estimate: meanOf(byEncoder, ({estimate}) => estimate),
        spread: Math.sqrt(meanOf(byEncoder, ({spread}) => spread ** 2)),
        effectiveSize: meanOf(byEncoder, ({effectiveSize}) => effectiveSize),
        few: byEncoder.filter(({effectiveSize}) => effectiveSize < FEW).length
      }
    })
  };
}

function meanOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one) / all.length, 0);
}

/** Returns the estimate of each image by draws from the encoder's q, widened. */
function encoderEstimates(
  model: LikelihoodModel,
  images: Float32Array,
  {count, dimensions, source}: {count: number; dimensions: number; source: RandomSource}
): ImportanceEstimate[] {
  // Before the posteriors are asked for: they hold until something else is computed.
  const {mu, logVar} = model.measure(images, new Float32Array(count * dimensions));
  const rowOf = (values: Float32Array, image: number) => [
    ...values.subarray(image * dimensions, (image + 1) * dimensions)
  ];
  const proposals = Array.from({length: count}, (_, image) =>
    widenedProposal({mu: rowOf(mu, image), logVar: rowOf(logVar, image)})
  );
  const logJoint = jointOf(model.of(images), count * dimensions);
  const options = {source, dimensions, draws: ENCODER_DRAWS, repeats: ENCODER_REPEATS};
  return importanceEstimates(logJoint, proposals, options).map((one) => one!);
}

/** Returns log p(x, z) of the target of chains, whose gradient nobody asks for. */
function jointOf(target: ChainTarget, length: number): (z: Float64Array) => ArrayLike<number> {
  const unused = new Float64Array(length);
  return (z) => target(z, unused);
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
  const proposals = z.map((all) =>
    unlessFlat(() => gaussianProposal(fitGaussian(all, dimensions, {widen: WIDEN})))
  );
  const importance = importanceEstimates(jointOf(target, starts.length), proposals, {
    source,
    dimensions,
    draws: IMPORTANCE_DRAWS,
    repeats: 1
  });
  return z.map((draws, chain) => {
    const middle = DRAWS * dimensions;
    const [a, b] = [draws.subarray(0, middle), draws.subarray(middle)];
    const half = (fitted: Float64Array, others: Float64Array, first: number) => {
      const joint = logJoint[chain].subarray(first, first + DRAWS);
      return unlessFlat(() => marginalLikelihood(fitted, others, joint, {dimensions})) ?? NaN;
    };
    return {
      halves: [half(a, b, DRAWS), half(b, a, 0)],
      importance: importance[chain]?.estimate ?? NaN
    };
  });
}

/** Returns what a fit gives, or undefined where the draws lie in a plane and have no density. */
function unlessFlat<T>(fit: () => T): T | undefined {
  try {
    return fit();
  } catch {
    return undefined;
  }
}
