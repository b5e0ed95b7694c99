import type {BoundEstimator} from "./bound-estimates.js";
import {boundEstimates, boundGradients} from "./bound-estimates.js";
import type {Draws} from "./gradients.js";
import {drawsOf, numberedNormals} from "./gradients.js";
import type {LinearGaussian} from "./linear-gaussian.js";
import {linearLogMarginal} from "./linear-gaussian.js";
import {permutation, randomSource, standardNormals} from "./random.js";

/** A point of the plane: an image of two pixels. */
export type TinyImage = readonly [number, number];

/**
 * All parameters of a model of two pixels and one latent: p(x|z) = N(wz + b, s² I) with a fixed s, and
 * q(z|x) = N(a·x + c, σ²). The posterior of such a model is a q, so the bound can reach log p(x).
 */
export interface TinyParameters {
  w1: number;
  w2: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
  c: number;
  /** log σ. */
  rho: number;
}

/** Their names in order: θ, of the decoder, then φ, of the encoder. */
export const tinyNames = ["w1", "w2", "b1", "b2", "a1", "a2", "c", "rho"] as const;

/** s: the noise of a pixel, a standard deviation. */
const TINY_NOISE = 0.5;
/** The step size of the ascent; from about 0.04 on, steps overshoot. */
export const TINY_RATE = 0.02;

/** Where training starts: both networks say nothing, and σ = 1. */
export const tinyStart: TinyParameters = {
  w1: 0.1,
  w2: -0.1,
  b1: 0,
  b2: 0,
  a1: 0.1,
  a2: 0.1,
  c: 0,
  rho: 0
};

/** The random streams of a seed. */
const [DATA_STREAM, ORDER_STREAM] = [31, 32];

/** Returns N images: a line of slope ½ through the plane, and the model’s own noise about it. */
export function tinyData(count: number): TinyImage[] {
  const normals = standardNormals(randomSource(0, DATA_STREAM), 3 * count);
  return Array.from({length: count}, (_, i) => {
    const [t, first, second] = normals.subarray(3 * i, 3 * i + 3);
    return [0.6 + 1.6 * t + TINY_NOISE * first, -0.4 + 0.8 * t + TINY_NOISE * second];
  });
}

/** What one turn of the loop is about. */
export interface TinyTurn {
  seed: number;
  /** How many turns went before. */
  turn: number;
  /** M, at most the number of images. */
  M: number;
  L: number;
  estimator: Exclude<BoundEstimator, "path">;
}

/** All that one turn of Algorithm 1 computes, in the order of its lines. */
export interface TinyStep {
  /** Which images of the data, M of them. */
  minibatch: number[];
  /** For each image, L draws: ε, z, log p(x|z) and its slope. */
  draws: Draws[];
  /** For each image, the estimate that each draw makes, in nats. */
  estimates: Float64Array[];
  /** Their mean, in nats per image: the estimator (8), divided by N. */
  bound: number;
  /** The derivative of that mean. */
  gradient: TinyParameters;
  next: TinyParameters;
}

/** Returns what one turn of the loop of Algorithm 1 does to the parameters. */
export function tinyStep(
  data: readonly TinyImage[],
  parameters: TinyParameters,
  {seed, turn, M, L, estimator}: TinyTurn
): TinyStep {
  // 1 · Draw a minibatch of M images.
  const order = permutation(randomSource(seed, ORDER_STREAM, turn), data.length);
  const minibatch = Array.from(order.subarray(0, M));

  // 2 · Draw noise ε, L times for each of them.
  const noise = numberedNormals(seed, {start: turn * M * L, count: M * L, latentSize: 1});

  // 3 · Turn it into draws of q: z = g(ε, x) = μ + σε.
  const draws = minibatch.map((image, i) =>
    drawsOf(
      tinyTarget(parameters, data[image]),
      tinyQ(parameters, data[image]),
      noise.slice(L * i, L * i + L)
    )
  );

  // 4 · Estimate the bound: (6) or (7) for each draw, and their mean.
  const estimates = draws.map((ofImage) => boundEstimates(ofImage, estimator));
  const bound = meanOf(estimates.flatMap((values) => Array.from(values)));

  // 5 · Take its gradient with respect to θ and φ together.
  const gradients = draws.map((ofImage, i) =>
    tinyGradient(ofImage, data[minibatch[i]], parameters, estimator)
  );
  const gradient = eachParameter((name) => meanOf(gradients.map((one) => one[name])));

  // 6 · Change both by a step along it.
  const next = eachParameter((name) => parameters[name] + TINY_RATE * gradient[name]);

  return {minibatch, draws, estimates, bound, gradient, next};
}

/** Returns the encoder’s q(z|x), by μ and σ. */
export function tinyQ(
  {a1, a2, c, rho}: TinyParameters,
  [x1, x2]: TinyImage
): {mu: [number]; sigma: [number]} {
  return {mu: [a1 * x1 + a2 * x2 + c], sigma: [Math.exp(rho)]};
}

/** Returns the decoder’s mean of an image at z. */
export function tinyDecoded({w1, w2, b1, b2}: TinyParameters, z: number): [number, number] {
  return [w1 * z + b1, w2 * z + b2];
}

/** Returns log p(x|z) of an image, in nats, and its slope, as a function of z. */
function tinyTarget(parameters: TinyParameters, [x1, x2]: TinyImage) {
  const {w1, w2} = parameters;
  const precision = 1 / TINY_NOISE ** 2;
  const rest = (z: number) => {
    const [y1, y2] = tinyDecoded(parameters, z);
    return [x1 - y1, x2 - y2];
  };
  return (z: Float64Array) => ({
    f: z.map((value) => {
      const [r1, r2] = rest(value);
      return -(precision * (r1 ** 2 + r2 ** 2)) / 2 - Math.log(2 * Math.PI * TINY_NOISE ** 2);
    }),
    slope: z.map((value) => {
      const [r1, r2] = rest(value);
      return precision * (w1 * r1 + w2 * r2);
    })
  });
}

/** Returns the gradient of the mean estimate of one image’s draws, by the chain rule. */
function tinyGradient(
  draws: Draws,
  [x1, x2]: TinyImage,
  parameters: TinyParameters,
  estimator: TinyTurn["estimator"]
): TinyParameters {
  const precision = 1 / TINY_NOISE ** 2;
  const by = (of: "mu" | "logSigma") => meanOf(boundGradients(draws, estimator, {of, latent: 0}));
  const [byMu, byRho] = [by("mu"), by("logSigma")];
  const rests = Array.from(draws.z, (z) => {
    const [y1, y2] = tinyDecoded(parameters, z);
    return {z, r1: precision * (x1 - y1), r2: precision * (x2 - y2)};
  });
  return {
    w1: meanOf(rests.map(({z, r1}) => r1 * z)),
    w2: meanOf(rests.map(({z, r2}) => r2 * z)),
    b1: meanOf(rests.map(({r1}) => r1)),
    b2: meanOf(rests.map(({r2}) => r2)),
    a1: byMu * x1,
    a2: byMu * x2,
    c: byMu,
    rho: byRho
  };
}

/**
 * Returns the mean bound over images, exactly, in nats per image: E_q[log p(x|z)] has the closed form
 * −((x − wμ − b)² + |w|²σ²) / 2s² − log 2πs².
 */
export function tinyBound(data: readonly TinyImage[], parameters: TinyParameters): number {
  const {w1, w2} = parameters;
  return meanOf(
    data.map((x) => {
      const {mu, sigma} = tinyQ(parameters, x);
      const [m, s] = [mu[0], sigma[0]];
      const {f} = tinyTarget(parameters, x)(Float64Array.of(m));
      const spread = ((w1 ** 2 + w2 ** 2) * s ** 2) / (2 * TINY_NOISE ** 2);
      return f[0] - spread - (m ** 2 + s ** 2 - 1) / 2 + Math.log(s);
    })
  );
}

function eachParameter(value: (name: (typeof tinyNames)[number]) => number): TinyParameters {
  return Object.fromEntries(tinyNames.map((name) => [name, value(name)])) as Record<
    (typeof tinyNames)[number],
    number
  >;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; ++i) sum += values[i];
  return sum / values.length;
}

/** Returns the decoder of some parameters as a linear model with Gaussian noise. */
export function tinyLinearModel({w1, w2, b1, b2}: TinyParameters): LinearGaussian {
  const variance = TINY_NOISE ** 2;
  return {weights: Float64Array.of(w1, w2), bias: Float64Array.of(b1, b2), variance};
}

/** Returns the mean of log p(x) over images, exact, in nats per image. */
export function tinyEvidence(data: readonly TinyImage[], parameters: TinyParameters): number {
  const model = tinyLinearModel(parameters);
  return meanOf(data.map((x) => linearLogMarginal(model, Float64Array.from(x))));
}
