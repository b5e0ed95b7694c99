import {randomNormal} from "d3-random";
import {randomSource} from "./random.js";

/** The q(z) of equation (9): independent latents, a mean and a standard deviation for each. */
export interface DiagonalGaussian {
  mu: ArrayLike<number>;
  /** Each > 0. */
  sigma: ArrayLike<number>;
}

/** A function f of z and its gradient, at many points at once. */
export type Target = (
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
  q: DiagonalGaussian;
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
export function drawsOf(target: Target, q: DiagonalGaussian, epsilon: Float64Array): Draws {
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
 * z moves. By μ it is ∂f/∂z, by σ it is ∂f/∂z · ε. Its mean is ∇E_q[f(z)] (section 2.4).
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
