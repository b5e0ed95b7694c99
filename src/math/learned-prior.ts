import type {PriorGain, PriorGains} from "../formats/prior-record.js";
import type {CodeFlow} from "./code-flow.js";
import {FLOW_END, flowLogDensity, flowPass, flowStart, standardLogDensity} from "./code-flow.js";
import type {Posteriors} from "./mixture.js";
import {sampleMoments} from "./moments.js";
import {permutation, randomSource, standardNormals} from "./random.js";

/** The images that are held out of 10,000, and the seed that chooses them. */
const [HELD_OUT, SPLIT_SEED] = [1000, 9];
/** The steps of a training, and the codes in each. */
export const PRIOR_STEPS = 4000;
const BATCH = 128;
/** The largest step of a weight, about; it falls to 0 as half a cosine, after WARM steps of rise. */
const [RATE, WARM] = [8e-3, 100];
const [BETA_1, BETA_2, TINY] = [0.9, 0.99, 1e-8];
/** Marks the random streams of a seed. */
const [CODE_STREAM, NOISE_STREAM] = [52, 53];

/** Posteriors that a prior is trained on, and others that it is measured on. */
export interface SplitPosteriors {
  train: Posteriors;
  heldOut: Posteriors;
}

/** Returns the posteriors of some images in two, at random but always alike. */
export function splitPosteriors(all: Posteriors): SplitPosteriors {
  const order = permutation(randomSource(SPLIT_SEED), all.count);
  return {
    train: chosen(all, order.subarray(HELD_OUT)),
    heldOut: chosen(all, order.subarray(0, HELD_OUT))
  };
}

function chosen({latentSize, mu, logVar}: Posteriors, images: Uint32Array): Posteriors {
  const rowsOf = (values: Float32Array) =>
    Float32Array.from(
      {length: images.length * latentSize},
      (_, i) => values[images[Math.floor(i / latentSize)] * latentSize + (i % latentSize)]
    );
  return {count: images.length, latentSize, mu: rowsOf(mu), logVar: rowsOf(logVar)};
}

/** Noised codes, and the velocity that each is on. */
export interface NoisedCodes {
  /** t of each, in (0, π/2). */
  t: Float64Array;
  /** z_t = cos t · z + sin t · ε, row-major [count, latentSize]. */
  z: Float64Array;
  /** cos t · ε − sin t · z, of the same shape. */
  velocity: Float64Array;
}

/** Returns a minibatch: draws of the mixture of the posteriors, noised, with t spread evenly. */
function noisedCodes(posteriors: Posteriors, seed: number, step: number): NoisedCodes {
  const {count, latentSize, mu, logVar} = posteriors;
  const source = randomSource(seed, CODE_STREAM, step);
  const normals = standardNormals(randomSource(seed, NOISE_STREAM, step), 2 * BATCH * latentSize);
  const t = Float64Array.from({length: BATCH}, (_, b) => (FLOW_END * (b + source())) / BATCH);
  const z = new Float64Array(BATCH * latentSize);
  const velocity = new Float64Array(BATCH * latentSize);
  t.forEach((angle, b) => {
    const n = Math.floor(source() * count) * latentSize;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    for (let i = 0, at = b * latentSize; i < latentSize; ++i, ++at) {
      const code = mu[n + i] + Math.exp(logVar[n + i] / 2) * normals[2 * at];
      const noise = normals[2 * at + 1];
      z[at] = cosine * code + sine * noise;
      velocity[at] = cosine * noise - sine * code;
    }
  });
  return {t, z, velocity};
}

/**
 * Returns the loss of a minibatch, the mean of ½ |v(z_t, t) − velocity|², and adds its gradient by the
 * weights to `gradient`. It is denoising score matching: the best v is a mean given z_t.
 */
export function flowLoss(
  flow: CodeFlow,
  {t, z, velocity}: NoisedCodes,
  gradient: Float64Array
): number {
  const {latentSize} = flow;
  const {v, forward, backward} = flowPass(flow);
  const byVelocity = new Float64Array(latentSize);
  let loss = 0;
  for (let b = 0, at = 0; b < t.length; ++b, at += latentSize) {
    forward(z, at, t[b]);
    for (let i = 0; i < latentSize; ++i) {
      const error = v[i] - velocity[at + i];
      loss += error ** 2 / 2 / t.length;
      byVelocity[i] = error / t.length;
    }
    backward(byVelocity, gradient);
  }
  return loss;
}

/**
 * Returns a flow that draws from the mixture of some posteriors, as near as training brings it: Adam
 * on PRIOR_STEPS minibatches of draws.
 *
 * @param each is told the steps so far, and the flow as it stands, which goes on changing
 * @param steps defaults to PRIOR_STEPS
 */
export function trainPrior(
  posteriors: Posteriors,
  {seed, steps = PRIOR_STEPS}: {seed: number; steps?: number},
  each: (step: number, flow: CodeFlow) => void = () => {}
): CodeFlow {
  const flow = flowStart(posteriors.latentSize, seed);
  const {weights} = flow;
  const [gradient, mean, square] = [0, 0, 0].map(() => new Float64Array(weights.length));
  for (let step = 1; step <= steps; ++step) {
    gradient.fill(0);
    flowLoss(flow, noisedCodes(posteriors, seed, step), gradient);
    const cooled = (1 + Math.cos((Math.PI * step) / steps)) / 2;
    const rate = (RATE * cooled * Math.min(1, step / WARM)) / (1 - BETA_1 ** step);
    const whole = 1 - BETA_2 ** step;
    for (let i = 0; i < weights.length; ++i) {
      mean[i] += (1 - BETA_1) * (gradient[i] - mean[i]);
      square[i] += (1 - BETA_2) * (gradient[i] ** 2 - square[i]);
      weights[i] -= (rate * mean[i]) / (Math.sqrt(square[i] / whole) + TINY);
    }
    each(step, flow);
  }
  return flow;
}

/**
 * Returns the mean over images of E_q[log p(z) − log N(z; 0, I)], by a few draws of each q(z|x): what
 * a prior p(z) adds to the bound where encoder and decoder stay.
 *
 * @param logDensity returns log p of points, row-major [count, latentSize]; such as that of a flow
 * @param draws of each q
 */
export function priorGain(
  logDensity: (z: Float64Array) => ArrayLike<number>,
  {count, latentSize, mu, logVar}: Posteriors,
  {seed, draws}: {seed: number; draws: number}
): PriorGain {
  const epsilon = standardNormals(randomSource(seed), count * draws * latentSize);
  const z = Float64Array.from(epsilon, (e, i) => {
    const at = Math.floor(i / draws / latentSize) * latentSize + (i % latentSize);
    return mu[at] + Math.exp(logVar[at] / 2) * e;
  });
  const learned = logDensity(z);
  const gains = Float64Array.from({length: count}, (_, n) => {
    let sum = 0;
    for (let i = n * draws; i < (n + 1) * draws; ++i) {
      sum += learned[i] - standardLogDensity(z, i, latentSize);
    }
    return sum / draws;
  });
  const {mean, variance} = sampleMoments(gains);
  return {gain: mean, standardError: Math.sqrt(variance / count)};
}

/** The seed of the draws that the gains are measured by, and how many of each q. */
const MEASURE = {seed: 54, draws: 2};

/** Returns priorGain on as many images that the prior was trained on as are held out, and on those. */
export function priorGains(
  logDensity: (z: Float64Array) => ArrayLike<number>,
  {train, heldOut}: SplitPosteriors
): PriorGains {
  const some = {...train, count: Math.min(train.count, heldOut.count)};
  return {
    trained: priorGain(logDensity, some, MEASURE),
    heldOut: priorGain(logDensity, heldOut, MEASURE)
  };
}

/** Returns priorGains of the distribution that a flow draws from. */
export function flowGains(flow: CodeFlow, split: SplitPosteriors): PriorGains {
  return priorGains((z) => flowLogDensity(flow, z), split);
}
