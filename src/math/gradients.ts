import {randomNormal} from "d3-random";
import type {FloatLayer} from "./float-layers.js";
import {backwardLayer, forwardLayer} from "./float-layers.js";
import type {Moments} from "./moments.js";
import {randomSource} from "./random.js";

/** The q(z) of equation (9): independent latents, a mean and a standard deviation for each. */
export interface LocationScale {
  mu: ArrayLike<number>;
  /** Each > 0. */
  sigma: ArrayLike<number>;
}

/** A function f of z and its gradient, at many points at once. */
type Target = (
  /** Row-major, [count, latentSize]. */
  z: Float64Array,
  count: number
) => {
  /** One value a point. */
  f: Float64Array;
  /** ∇f, row-major [count, latentSize]. */
  slope: Float64Array;
};

/** What f is at draws z = μ + σ ⊙ ε of a q, and how it slopes there. */
export interface Draws {
  count: number;
  q: LocationScale;
  /** Row-major, [count, latentSize]; so are z and slope. */
  epsilon: Float64Array;
  z: Float64Array;
  f: Float64Array;
  slope: Float64Array;
}

/** Which number of q a derivative is by: the mean or the standard deviation of one latent. */
export interface Parameter {
  of: "mu" | "sigma";
  /** Counted from 0. */
  latent: number;
}

/**
 * Returns draws of ε ~ N(0, I), row-major [count, latentSize]. Each draw has a number, and depends
 * on the seed and its number only: however they are asked for, they are the same.
 *
 * @param start the number of the first one
 */
export function numberedNormals(
  seed: number,
  {start, count, latentSize}: {start: number; count: number; latentSize: number}
): Float64Array<ArrayBuffer> {
  const epsilon = new Float64Array(count * latentSize);
  for (let i = 0; i < count; ++i) {
    const normal = randomNormal.source(randomSource(seed, start + i))();
    for (let j = 0; j < latentSize; ++j) epsilon[i * latentSize + j] = normal();
  }
  return epsilon;
}

/**
 * Returns f and ∇f at z = g(ε) = μ + σ ⊙ ε (equation 4).
 *
 * @param epsilon row-major, [count, latentSize]
 * @throws RangeError if ε is not whole rows, or a σ is not positive
 */
export function drawsOf(target: Target, q: LocationScale, epsilon: Float64Array): Draws {
  const latentSize = q.mu.length;
  const count = epsilon.length / latentSize;
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `invalid epsilon: length ${epsilon.length}, expected rows of ${latentSize}`
    );
  }
  const wrong = Array.from(q.sigma).find((sigma) => !(sigma > 0));
  if (wrong !== undefined) throw new RangeError(`invalid sigma: ${wrong}, expected > 0`);
  const z = epsilon.map((e, i) => q.mu[i % latentSize] + q.sigma[i % latentSize] * e);
  return {count, q, epsilon, z, ...target(z, count)};
}

/**
 * Returns the pathwise gradient of each draw: the derivative of f(μ + σε) along the path on which
 * z moves. For μ it is ∂f/∂z, for σ it is ∂f/∂z · ε. Its mean is ∇E_q[f(z)] (section 2.4).
 */
export function pathwiseGradients(
  {count, q, epsilon, slope}: Draws,
  {of, latent}: Parameter
): Float64Array<ArrayBuffer> {
  return Float64Array.from({length: count}, (_, i) => {
    const at = i * q.mu.length + latent;
    return of === "mu" ? slope[at] : slope[at] * epsilon[at];
  });
}

/**
 * Returns the score-function gradient of each draw, f(z) · ∇log q(z) (section 2.2): z stays where
 * it is, and its probability changes. With z = μ + σε, ∂ log q/∂μ = ε/σ and
 * ∂ log q/∂σ = (ε² − 1)/σ. Its mean is ∇E_q[f(z)] too, whatever constant is added to f, because
 * the mean of ∇log q is zero; its variance is not the same.
 *
 * @param constant what to add to f; a baseline b is the constant −b
 */
export function scoreGradients(
  {count, q, epsilon, f}: Draws,
  {of, latent}: Parameter,
  constant = 0
): Float64Array<ArrayBuffer> {
  const sigma = q.sigma[latent];
  return Float64Array.from({length: count}, (_, i) => {
    const e = epsilon[i * q.mu.length + latent];
    const score = of === "mu" ? e / sigma : (e * e - 1) / sigma;
    return (f[i] + constant) * score;
  });
}

/**
 * Returns Monte Carlo estimates of L samples each, as in equation (5): means of L values, in order.
 * What does not fill an estimate is left out.
 *
 * @param samples L, an integer ≥ 1
 */
export function estimatesOf(values: Float64Array, samples: number): Float64Array<ArrayBuffer> {
  if (!(Number.isSafeInteger(samples) && samples >= 1)) {
    throw new RangeError(`invalid samples: ${samples}, expected an integer ≥ 1`);
  }
  return Float64Array.from({length: Math.floor(values.length / samples)}, (_, i) => {
    let sum = 0;
    for (let l = 0; l < samples; ++l) sum += values[i * samples + l];
    return sum / samples;
  });
}

/** f(z) = height − ½ · curvature · (z − peak)², of one latent. */
interface Quadratic {
  height: number;
  curvature: number;
  peak: number;
}

/** Returns f and its derivative as a target for the estimators. */
export function quadraticTarget({height, curvature, peak}: Quadratic): Target {
  return (z) => ({
    f: z.map((zi) => height - 0.5 * curvature * (zi - peak) ** 2),
    slope: z.map((zi) => -curvature * (zi - peak))
  });
}

/** Returns E_q[f(z)] = height − ½ · curvature · ((μ − peak)² + σ²) for q = N(mu, sigma²). */
export function quadraticMean({height, curvature, peak}: Quadratic, mu: number, sigma: number) {
  return height - 0.5 * curvature * ((mu - peak) ** 2 + sigma ** 2);
}

/**
 * Returns the mean and the variance of one draw’s pathwise gradient. With d = μ − peak the slope
 * at z = μ + σε is −a(d + σε): for μ the gradient is that, for σ it is −a(dε + σε²).
 */
export function quadraticPathwise(
  {curvature: a, peak}: Quadratic,
  mu: number,
  sigma: number,
  of: Parameter["of"]
): Moments {
  const d = mu - peak;
  return of === "mu"
    ? {mean: -a * d, variance: a ** 2 * sigma ** 2}
    : {mean: -a * sigma, variance: a ** 2 * (d ** 2 + 2 * sigma ** 2)};
}

/**
 * Returns the mean and the variance of one draw’s score-function gradient. In ε,
 * f = A + Bε + Cε² with A = height − ½ad², B = −adσ, C = −½aσ²; the gradient is fε/σ for μ and
 * f(ε² − 1)/σ for σ. Its square has the moments 1, 3, 15 and 105 of N(0, 1) in it.
 *
 * @param constant what is added to f; −quadraticMean(…) is the mean baseline
 */
export function quadraticScore(
  {height, curvature: a, peak}: Quadratic,
  mu: number,
  sigma: number,
  {of, constant = 0}: {of: Parameter["of"]; constant?: number}
): Moments {
  const d = mu - peak;
  const A = height + constant - 0.5 * a * d ** 2;
  const B = -a * d * sigma;
  const C = -0.5 * a * sigma ** 2;
  return of === "mu"
    ? {
        mean: B / sigma,
        variance: (A ** 2 + 6 * A * C + 15 * C ** 2 + 2 * B ** 2) / sigma ** 2
      }
    : {
        mean: (2 * C) / sigma,
        variance: (2 * A ** 2 + 20 * A * C + 74 * C ** 2 + 10 * B ** 2) / sigma ** 2
      };
}

/**
 * Returns f(z) = log p(x|z), in nats, and ∇f for one image: a Bernoulli decoder (appendix C.1),
 * forward for the logits a, then backward from ∂f/∂a = x − sigmoid(a) to z.
 *
 * @param layers the decoder’s, of which the last one gives logits
 * @param x pixels in [0, 1]
 * @throws RangeError if x has not one pixel for each unit of the last layer
 */
export function imageTarget(layers: readonly FloatLayer[], x: ArrayLike<number>): Target {
  const [first] = layers;
  const {units: pixels} = layers[layers.length - 1];
  if (x.length !== pixels) {
    throw new RangeError(`invalid x: length ${x.length}, expected ${pixels}`);
  }
  return (z, count) => {
    const f = new Float64Array(count);
    const slope = new Float64Array(count * first.inputs);
    for (let row = 0; row < count; ++row) {
      const place = row * first.inputs;
      const activations = [z.subarray(place, place + first.inputs)];
      for (const layer of layers) activations.push(forwardLayer(layer, activations.at(-1)!));
      const {value, byLogits} = bernoulli(x, activations.at(-1)!);
      f[row] = value;
      slope.set(backward(layers, activations, byLogits), place);
    }
    return {f, slope};
  };
}

/** Returns the derivative by z, from that by the logits. */
function backward(
  layers: readonly FloatLayer[],
  activations: readonly Float64Array[],
  byLogits: Float64Array
): Float64Array {
  let derivative = byLogits;
  for (let i = layers.length - 1; i >= 0; --i) {
    const input = activations[i];
    // What a rectifier has cut off passes nothing back either.
    const isCut = i > 0 && layers[i - 1].activation === "relu";
    const isNeeded = isCut ? (k: number) => input[k] > 0 : undefined;
    derivative = backwardLayer(layers[i], activations[i + 1], derivative, isNeeded);
  }
  return derivative;
}

/** Returns Σ x·a − softplus(a) and its derivative by the logits a, as bernoulliLogLikelihood. */
function bernoulli(x: ArrayLike<number>, logits: Float64Array) {
  let value = 0;
  const byLogits = new Float64Array(logits.length);
  for (let i = 0; i < logits.length; ++i) {
    const a = logits[i];
    const small = Math.exp(-Math.abs(a));
    value += x[i] * a - Math.max(a, 0) - Math.log1p(small);
    byLogits[i] = x[i] - (a >= 0 ? 1 : small) / (1 + small);
  }
  return {value, byLogits};
}
