import jStat from "jstat";
import {normalCdf, normalPdf, normalQuantile} from "../normal.js";
import type {Recipe, RecipeParameter} from "./recipe.js";
import {location, positive} from "./recipe.js";

/** The member of a family with location 0 and scale 1. */
interface Standard {
  name: string;
  noise: string;
  /** The symbols of the location and the scale. */
  symbols: readonly [string, string];
  quantile: (u: number) => number;
  pdf: (epsilon: number) => number;
  cdf: (epsilon: number) => number;
}

/** The degrees of freedom of the Student’s t that is shown: few, so that its tails are heavy. */
const DEGREES = 4;

/** The second list of section 2.4; the elliptical families are of several dimensions. */
const families: Standard[] = [
  {
    name: "Laplace",
    noise: "Laplace(0, 1)",
    symbols: ["m", "b"],
    // jStat has no inverse: half of the exponential on either side.
    quantile: (u) => (u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u))),
    pdf: (e) => jStat.laplace.pdf(e, 0, 1),
    cdf: (e) => jStat.laplace.cdf(e, 0, 1)
  },
  {
    name: "Student’s t",
    noise: `t with ${DEGREES} degrees of freedom`,
    symbols: ["m", "s"],
    quantile: (u) => jStat.studentt.inv(u, DEGREES),
    pdf: (e) => jStat.studentt.pdf(e, DEGREES),
    cdf: (e) => jStat.studentt.cdf(e, DEGREES)
  },
  {
    name: "Logistic",
    noise: "Logistic(0, 1)",
    symbols: ["m", "s"],
    quantile: (u) => Math.log(u / (1 - u)),
    pdf: (e) => 1 / (4 * Math.cosh(e / 2) ** 2),
    cdf: (e) => 1 / (1 + Math.exp(-e))
  },
  {
    name: "Uniform",
    noise: "U(−½, ½)",
    symbols: ["m", "w"],
    quantile: (u) => jStat.uniform.inv(u, -0.5, 0.5),
    pdf: (e) => jStat.uniform.pdf(e, -0.5, 0.5),
    cdf: (e) => jStat.uniform.cdf(e, -0.5, 0.5)
  },
  {
    name: "Triangular",
    noise: "Triangular(−1, 1), mode 0",
    symbols: ["m", "w"],
    quantile: (u) => jStat.triangular.inv(u, -1, 1, 0),
    pdf: (e) => jStat.triangular.pdf(e, -1, 1, 0),
    cdf: (e) => jStat.triangular.cdf(e, -1, 1, 0)
  },
  {
    name: "Gaussian",
    noise: "N(0, 1)",
    symbols: ["μ", "σ"],
    quantile: normalQuantile,
    pdf: normalPdf,
    cdf: normalCdf
  }
];

function parametersOf([where, width]: readonly [string, string]): RecipeParameter[] {
  return [location(where), positive(width)];
}

/** z = location + scale · ε with ε standard: the second way of section 2.4. */
export const locationScaleRecipes: Recipe[] = families.map(
  ({name, noise, symbols, quantile, pdf, cdf}) => ({
    name,
    way: "location–scale",
    parameters: parametersOf(symbols),
    formula: `z = ${symbols[0]} + ${symbols[1]} · ε`,
    noise,
    noiseSize: () => 1,
    epsilon: quantile,
    map: ([epsilon], [where, width]) => [where + width * epsilon],
    pdf: (z, [where, width]) => pdf((z - where) / width) / width,
    cdf: (z, [where, width]) => cdf((z - where) / width)
  })
);
