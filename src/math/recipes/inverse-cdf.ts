import jStat from "jstat";
import type {Recipe, RecipeParameter} from "./recipe.js";
import {location, positive, whole} from "./recipe.js";

/** A family with a distribution function that can be inverted. */
interface Invertible {
  name: string;
  formula: string;
  parameters: RecipeParameter[];
  quantile: (u: number, a: number, b: number) => number;
  pdf: (z: number, a: number, b: number) => number;
  cdf: (z: number, a: number, b: number) => number;
}

/** Returns 0 below a bound, where a density or distribution function has not begun. */
const from = (least: number, z: number, value: () => number) => (z < least ? 0 : value());

/** The first list of section 2.4, in the paper’s order; by jStat where it has the family. */
const families: Invertible[] = [
  {
    name: "Exponential",
    formula: "z = −log(1 − ε) / λ",
    parameters: [positive("λ")],
    quantile: jStat.exponential.inv,
    pdf: jStat.exponential.pdf,
    cdf: jStat.exponential.cdf
  },
  {
    name: "Cauchy",
    formula: "z = x₀ + γ · tan(π(ε − ½))",
    parameters: [location("x₀"), positive("γ")],
    quantile: jStat.cauchy.inv,
    pdf: jStat.cauchy.pdf,
    cdf: jStat.cauchy.cdf
  },
  {
    name: "Logistic",
    formula: "z = m + s · log(ε / (1 − ε))",
    parameters: [location("m"), positive("s")],
    quantile: (u, m, s) => m + s * Math.log(u / (1 - u)),
    pdf: (z, m, s) => 1 / (4 * s * Math.cosh((z - m) / (2 * s)) ** 2),
    cdf: (z, m, s) => 1 / (1 + Math.exp(-(z - m) / s))
  },
  {
    name: "Rayleigh",
    formula: "z = σ · √(−2 log(1 − ε))",
    parameters: [positive("σ")],
    quantile: (u, sigma) => sigma * Math.sqrt(-2 * Math.log1p(-u)),
    pdf: (z, sigma) => from(0, z, () => (z / sigma ** 2) * Math.exp(-((z / sigma) ** 2) / 2)),
    cdf: (z, sigma) => from(0, z, () => -Math.expm1(-((z / sigma) ** 2) / 2))
  },
  {
    name: "Pareto",
    formula: "z = m / (1 − ε)^(1/α)",
    parameters: [positive("m"), {...positive("α", 3, 6), range: [1, 6]}],
    quantile: jStat.pareto.inv,
    pdf: jStat.pareto.pdf,
    cdf: jStat.pareto.cdf
  },
  {
    name: "Weibull",
    formula: "z = λ · (−log(1 − ε))^(1/k)",
    parameters: [positive("λ"), {...positive("k", 1.5, 5), range: [0.5, 5]}],
    quantile: jStat.weibull.inv,
    pdf: jStat.weibull.pdf,
    cdf: jStat.weibull.cdf
  },
  {
    name: "Reciprocal",
    formula: "z = a · (b/a)^ε",
    parameters: [
      {symbol: "a", range: [0.1, 0.9], step: 0.05, start: 0.2},
      {symbol: "b", range: [1, 5], step: 0.05, start: 4}
    ],
    quantile: (u, a, b) => a * (b / a) ** u,
    pdf: (z, a, b) => (z < a || z > b ? 0 : 1 / (z * Math.log(b / a))),
    cdf: (z, a, b) => Math.log(Math.min(Math.max(z, a), b) / a) / Math.log(b / a)
  },
  {
    name: "Gompertz",
    formula: "z = log(1 − log(1 − ε) / η) / b",
    parameters: [positive("η", 0.5), positive("b")],
    quantile: (u, eta, b) => Math.log1p(-Math.log1p(-u) / eta) / b,
    pdf: (z, eta, b) => from(0, z, () => b * eta * Math.exp(b * z - eta * Math.expm1(b * z))),
    cdf: (z, eta, b) => from(0, z, () => -Math.expm1(-eta * Math.expm1(b * z)))
  },
  {
    name: "Gumbel",
    formula: "z = m − β · log(−log ε)",
    parameters: [location("m"), positive("β")],
    quantile: (u, m, beta) => m - beta * Math.log(-Math.log(u)),
    pdf(z, m, beta) {
      const y = (z - m) / beta;
      return Math.exp(-y - Math.exp(-y)) / beta;
    },
    cdf: (z, m, beta) => Math.exp(-Math.exp(-(z - m) / beta))
  },
  {
    name: "Erlang",
    formula: "z = F⁻¹(ε; k, λ), solved numerically",
    parameters: [whole("k", 3), positive("λ")],
    quantile: (u, k, rate) => jStat.gamma.inv(u, k, 1 / rate),
    pdf: (z, k, rate) => from(0, z, () => jStat.gamma.pdf(z, k, 1 / rate)),
    cdf: (z, k, rate) => from(0, z, () => jStat.gamma.cdf(z, k, 1 / rate))
  }
];

/** z = F⁻¹(ε) with ε uniform: the first way of section 2.4. */
export const inverseCdfRecipes: Recipe[] = families.map(
  ({name, formula, parameters, quantile, pdf, cdf}) => ({
    name,
    way: "inverse CDF",
    parameters,
    formula,
    noise: "U(0, 1)",
    noiseSize: () => 1,
    epsilon: (u) => u,
    map: ([epsilon], [a, b]) => [quantile(epsilon, a, b)],
    pdf: (z, [a, b]) => pdf(z, a, b),
    cdf: (z, [a, b]) => cdf(z, a, b)
  })
);
