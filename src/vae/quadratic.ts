import type {Parameter, Target} from "./gradients.js";
import type {Moments} from "./moments.js";

/** f(z) = height − ½ · curvature · (z − peak)², of one latent. */
export interface Quadratic {
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
 * at z = μ + σε is −a(d + σε): by μ the gradient is that, by σ it is −a(dε + σε²).
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
 * f = A + Bε + Cε² with A = height − ½ad², B = −adσ, C = −½aσ²; the gradient is fε/σ by μ and
 * f(ε² − 1)/σ by σ. Its square has the moments 1, 3, 15 and 105 of N(0, 1) in it.
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
