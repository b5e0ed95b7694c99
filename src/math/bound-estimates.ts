import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalKlToPrior} from "./diagonal-gaussian.js";
import type {Draws, LocationScale} from "./gradients.js";
import {sampleMoments} from "./moments.js";

/**
 * An estimator of the bound: A samples all of its terms (equation 6), B takes the divergence from
 * the prior in closed form (equation 7). The path derivative has the value of A, and a gradient that
 * leaves ∂ log q/∂φ out, whose mean is zero (Roeder and others 2017): a third estimator.
 */
export type BoundEstimator = "A" | "B" | "path";

/** What a gradient is taken with respect to: μ or log σ of one latent, counted from 0. */
export interface QParameter {
  of: "mu" | "logSigma";
  latent: number;
}

/**
 * Returns the estimates of the bound that single draws make, in nats; their mean is the bound.
 *
 * With z = μ + σ ⊙ ε, log p(z) − log q(z|x) = Σ ½ε² − ½z² + log σ. So A is
 * log p(x|z) − ½|z|² + ½|ε|² + Σ log σ, and B is log p(x|z) − KL(q ‖ p(z)).
 *
 * @param draws f is log p(x|z), in nats
 */
export function boundEstimates(
  {count, q, epsilon, z, f}: Draws,
  estimator: BoundEstimator
): Float64Array<ArrayBuffer> {
  const latents = q.mu.length;
  if (estimator === "B") {
    const kl = diagonalKlToPrior(logVarOf(q));
    return Float64Array.from({length: count}, (_, l) => f[l] - kl);
  }
  const logSigma = Array.from(q.sigma).reduce((sum, sigma) => sum + Math.log(sigma), 0);
  return Float64Array.from({length: count}, (_, l) => {
    let value = f[l] + logSigma;
    for (let at = l * latents; at < (l + 1) * latents; ++at) {
      value += (epsilon[at] ** 2 - z[at] ** 2) / 2;
    }
    return value;
  });
}

/**
 * Returns the gradients that single draws make, in nats per unit of μ or of log σ; their mean is the
 * gradient of the bound, whatever the estimator.
 *
 * With g = ∂ log p(x|z)/∂z, the total derivatives are, for μ: g − z (A), g − μ (B) and
 * g − z + ε/σ (path); for log σ: (g − z)εσ + 1 (A), gεσ + 1 − σ² (B) and (g − z + ε/σ)εσ (path).
 *
 * @param draws slope is ∂ log p(x|z)/∂z
 */
export function boundGradients(
  {count, q, epsilon, z, slope}: Draws,
  estimator: BoundEstimator,
  {of, latent}: QParameter
): Float64Array<ArrayBuffer> {
  const [mu, sigma] = [q.mu[latent], q.sigma[latent]];
  return Float64Array.from({length: count}, (_, l) => {
    const at = l * q.mu.length + latent;
    const [g, e] = [slope[at], epsilon[at]];
    if (estimator === "B") return of === "mu" ? g - mu : g * e * sigma + 1 - sigma ** 2;
    if (estimator === "A") return of === "mu" ? g - z[at] : (g - z[at]) * e * sigma + 1;
    const path = g - z[at] + e / sigma;
    return of === "mu" ? path : path * e * sigma;
  });
}

/** How much single draws of an estimator vary. */
export interface EstimatorNoise {
  /** The variance of the estimate of the bound, in nats². */
  value: number;
  /** The variances of the gradients with respect to μ and to log σ, summed over the latents. */
  mu: number;
  logSigma: number;
}

/** Returns how much each estimator varies over the same draws. */
export function estimatorNoise(draws: Draws): Record<BoundEstimator, EstimatorNoise> {
  const noiseOf = (estimator: BoundEstimator): EstimatorNoise => {
    const total = (of: QParameter["of"]) =>
      Array.from(draws.q.mu, (_, latent) => {
        return sampleMoments(boundGradients(draws, estimator, {of, latent})).variance;
      }).reduce((sum, variance) => sum + variance, 0);
    const {variance: value} = sampleMoments(boundEstimates(draws, estimator));
    return {value, mu: total("mu"), logSigma: total("logSigma")};
  };
  return {A: noiseOf("A"), B: noiseOf("B"), path: noiseOf("path")};
}

/** Returns a q by its log σ². */
function logVarOf({mu, sigma}: LocationScale): DiagonalGaussian {
  return {mu: Array.from(mu), logVar: Array.from(sigma, (each) => 2 * Math.log(each))};
}

/** Returns a q by its σ. */
export function locationScaleOf({mu, logVar}: DiagonalGaussian): LocationScale {
  return {mu, sigma: logVar.map((value) => Math.exp(value / 2))};
}

/**
 * Returns the q at a share of the way from one q to another: both ends are themselves, and between
 * them μ and log σ are weighted means.
 *
 * @param share from 0 to 1
 */
export function qBetween(from: LocationScale, to: LocationScale, share: number): LocationScale {
  const mixed = (a: number, b: number) => (1 - share) * a + share * b;
  return {
    mu: Array.from(from.mu, (m, j) => mixed(m, to.mu[j])),
    sigma: Array.from(from.sigma, (s, j) => Math.exp(mixed(Math.log(s), Math.log(to.sigma[j]))))
  };
}
