import jStat from "jstat";
import {normalQuantile} from "../normal.js";
import type {Ingredients, Recipe} from "./recipe.js";
import {location, positive, whole} from "./recipe.js";

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const uniform = {noise: "U(0, 1)", epsilon: (u: number) => u};
const normal = {noise: "N(0, 1)", epsilon: normalQuantile};

/**
 * Returns the parts of gamma variables of whole shape and rate λ: each is a sum of that many
 * exponential ones, −log(1 − ε)/λ.
 */
function exponentials(
  epsilon: readonly number[],
  shapes: readonly number[],
  name: string,
  rate = 1
): Ingredients[] {
  let next = 0;
  return shapes.map((shape, i) => {
    const part = epsilon.slice(next, (next += shape));
    const values = part.map((e) => -Math.log1p(-e) / rate);
    return {name: shapes.length === 1 ? name : `${name}${"₁₂₃"[i]}`, values};
  });
}

/** Returns the parts of chi-squared variables: squares of standard normal ones. */
function squares(epsilon: readonly number[], sizes: readonly number[], names: readonly string[]) {
  let next = 0;
  return sizes.map((size, i) => {
    const part = epsilon.slice(next, (next += size));
    return {name: names[i], values: part.map((e) => e * e)};
  });
}

/** Returns the shares that gamma variables have of their sum. */
function shares(parts: Ingredients[]): number[] {
  const sums = parts.map(({values}) => total(values));
  return sums.map((sum) => sum / total(sums));
}

const positivePart = (z: number, value: () => number) => (z <= 0 ? 0 : value());

/** z as a function of variables that have a recipe: the third way of section 2.4. */
export const compositionRecipes: Recipe[] = [
  {
    name: "Log-Normal",
    way: "composition",
    parameters: [location("μ"), positive("σ", 0.5, 1.5)],
    formula: "z = exp(μ + σ · ε)",
    ...normal,
    noiseSize: () => 1,
    map: ([epsilon], [mu, sigma]) => [Math.exp(mu + sigma * epsilon)],
    pdf: (z, [mu, sigma]) => positivePart(z, () => jStat.lognormal.pdf(z, mu, sigma)),
    cdf: (z, [mu, sigma]) => positivePart(z, () => jStat.lognormal.cdf(z, mu, sigma))
  },
  {
    name: "Gamma",
    way: "composition",
    parameters: [whole("k", 3), positive("λ")],
    formula: "z = a₁ + … + aₖ with aᵢ = −log(1 − εᵢ) / λ",
    ...uniform,
    noiseSize: ([k]) => k,
    ingredients: (epsilon, [k, rate]) => exponentials(epsilon, [k], "a", rate),
    map: (epsilon, [k, rate]) => [total(exponentials(epsilon, [k], "a", rate)[0].values)],
    pdf: (z, [k, rate]) => positivePart(z, () => jStat.gamma.pdf(z, k, 1 / rate)),
    cdf: (z, [k, rate]) => positivePart(z, () => jStat.gamma.cdf(z, k, 1 / rate))
  },
  {
    name: "Dirichlet",
    way: "composition",
    isShare: true,
    parameters: [whole("α₁", 2, 4), whole("α₂", 1, 4), whole("α₃", 3, 4)],
    formula: "zᵢ = gᵢ / (g₁ + g₂ + g₃) with gᵢ ~ Gamma(αᵢ, 1)",
    ...uniform,
    noiseSize: total,
    ingredients: (epsilon, alpha) => exponentials(epsilon, alpha, "g"),
    map: (epsilon, alpha) => shares(exponentials(epsilon, alpha, "g")),
    pdf: (z, [a, ...rest]) => jStat.beta.pdf(z, a, total(rest)),
    cdf: (z, [a, ...rest]) => jStat.beta.cdf(z, a, total(rest))
  },
  {
    name: "Beta",
    way: "composition",
    isShare: true,
    parameters: [whole("α", 2), whole("β", 4)],
    formula: "z = g₁ / (g₁ + g₂) with g₁ ~ Gamma(α, 1), g₂ ~ Gamma(β, 1)",
    ...uniform,
    noiseSize: total,
    ingredients: (epsilon, shapes) => exponentials(epsilon, shapes, "g"),
    map: (epsilon, shapes) => [shares(exponentials(epsilon, shapes, "g"))[0]],
    pdf: (z, [a, b]) => jStat.beta.pdf(z, a, b),
    cdf: (z, [a, b]) => jStat.beta.cdf(z, a, b)
  },
  {
    name: "Chi-squared",
    way: "composition",
    parameters: [whole("k", 3)],
    formula: "z = ε₁² + … + εₖ²",
    ...normal,
    noiseSize: ([k]) => k,
    ingredients: (epsilon, [k]) => squares(epsilon, [k], ["ε²"]),
    map: (epsilon, [k]) => [total(squares(epsilon, [k], ["ε²"])[0].values)],
    pdf: (z, [k]) => positivePart(z, () => jStat.chisquare.pdf(z, k)),
    cdf: (z, [k]) => positivePart(z, () => jStat.chisquare.cdf(z, k))
  },
  {
    name: "F",
    way: "composition",
    parameters: [whole("m", 4), {...whole("n", 6), range: [2, 6]}],
    formula: "z = (a/m) / (b/n) with a ~ χ²(m), b ~ χ²(n)",
    ...normal,
    noiseSize: total,
    ingredients: (epsilon, sizes) => squares(epsilon, sizes, ["a", "b"]),
    map(epsilon, [m, n]) {
      const [a, b] = squares(epsilon, [m, n], ["a", "b"]).map(({values}) => total(values));
      return [a / m / (b / n)];
    },
    pdf: (z, [m, n]) => positivePart(z, () => jStat.centralF.pdf(z, m, n)),
    cdf: (z, [m, n]) => positivePart(z, () => jStat.centralF.cdf(z, m, n))
  }
];
