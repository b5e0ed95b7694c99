import type {Draws, Parameter} from "./gradients.js";
import {
  drawsOf,
  pathwiseGradients,
  quadraticMean,
  quadraticPathwise,
  quadraticScore,
  scoreGradients
} from "./gradients.js";
import {sampleMoments} from "./moments.js";

/** The variances of one draw’s gradients: pathwise, score function, and that with its mean baseline. */
export interface GradientVariances {
  pathwise: number;
  score: number;
  baseline: number;
}

/** q = N(μ, σ²) for each of the latents, independent of each other. */
interface EqualLatents {
  latents: number;
  mu: number;
  sigma: number;
}

/** One latent’s part of the bowl f(z) = −½ Σ zⱼ². */
const part = {height: 0, curvature: 1, peak: 0};

/**
 * Returns the exact variances for the bowl f(z) = −½ Σ zⱼ² of D latents, with respect to the μ or σ
 * of one of them.
 *
 * The other D − 1 latents add to f a number R that is independent of this one’s ε. The pathwise
 * gradient never sees R. The score function is multiplied by it: E[R] counts as a constant added to
 * f, and the spread of R is noise, Var(R) · E[s²], which no constant takes away. One latent adds
 * −½(μ + σε)², whose variance is μ²σ² + ½σ⁴; E[s²] is 1/σ² for μ and 2/σ² for σ.
 */
export function bowlVariances(
  {latents, mu, sigma}: EqualLatents,
  of: Parameter["of"]
): GradientVariances {
  const mean = quadraticMean(part, mu, sigma);
  const spread = (mu * sigma) ** 2 + sigma ** 4 / 2;
  const noise = ((latents - 1) * spread * (of === "mu" ? 1 : 2)) / sigma ** 2;
  const score = (constant: number) =>
    quadraticScore(part, mu, sigma, {of, constant}).variance + noise;
  return {
    pathwise: quadraticPathwise(part, mu, sigma, of).variance,
    score: score((latents - 1) * mean),
    baseline: score(-mean)
  };
}

/**
 * Returns draws of f(z) = −½ Σ zⱼ² and its slope.
 *
 * @param epsilon draws of N(0, 1), row-major [count, columns], of which the first D are used
 */
export function bowlDraws(
  {latents, mu, sigma}: EqualLatents,
  epsilon: ArrayLike<number>,
  columns: number
): Draws {
  const count = epsilon.length / columns;
  const own = Float64Array.from(
    {length: count * latents},
    (_, i) => epsilon[Math.floor(i / latents) * columns + (i % latents)]
  );
  const q = {
    mu: new Float64Array(latents).fill(mu),
    sigma: new Float64Array(latents).fill(sigma)
  };
  return drawsOf(bowl, q, own);
}

function bowl(z: Float64Array, count: number): Pick<Draws, "f" | "slope"> {
  const latents = z.length / count;
  const f = new Float64Array(count);
  z.forEach((value, i) => (f[Math.floor(i / latents)] -= (value * value) / 2));
  return {f, slope: z.map((value) => -value)};
}

/**
 * Returns the variances of one draw’s gradients with respect to the μ or σ of the first latent, as
 * draws show them.
 *
 * @param meanF E_q[f(z)], the baseline
 */
export function measuredVariances(
  draws: Draws,
  of: Parameter["of"],
  meanF: number
): GradientVariances {
  const by = {of, latent: 0};
  const score = (constant: number) => sampleMoments(scoreGradients(draws, by, constant)).variance;
  const pathwise = sampleMoments(pathwiseGradients(draws, by)).variance;
  return {pathwise, score: score(0), baseline: score(-meanF)};
}

/** Returns E_q[f(z)] of the bowl. */
export function bowlMean({latents, mu, sigma}: EqualLatents): number {
  return latents * quadraticMean(part, mu, sigma);
}
