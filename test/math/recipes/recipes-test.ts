import assert from "node:assert/strict";
import {it} from "node:test";
import {randomSource} from "../../../src/math/random.js";
import {compositionRecipes} from "../../../src/math/recipes/composition.js";
import {inverseCdfRecipes} from "../../../src/math/recipes/inverse-cdf.js";
import {locationScaleRecipes} from "../../../src/math/recipes/location-scale.js";
import type {Recipe} from "../../../src/math/recipes/recipe.js";
import {assertInDelta} from "../../assert-in-delta.js";

const recipes = [...inverseCdfRecipes, ...locationScaleRecipes, ...compositionRecipes];

/** Returns the values at which to test: where the parameters start, and each at its ends. */
function settings({parameters}: Recipe): number[][] {
  const start = parameters.map((parameter) => parameter.start);
  return [start, ...parameters.flatMap(({range}, i) => range.map((end) => start.with(i, end)))];
}

/** Returns n draws of the first number of z. */
function sample(recipe: Recipe, parameters: number[], n: number): number[] {
  const source = randomSource(17);
  const size = recipe.noiseSize(parameters);
  return Array.from({length: n}, () => {
    const epsilon = Array.from({length: size}, () => recipe.epsilon(source() || 2 ** -33));
    return recipe.map(epsilon, parameters)[0];
  });
}

it("the recipes are those of section 2.4, in its order", () => {
  const names = (list: Recipe[]) => list.map(({name}) => name).join(", ");
  assert.equal(
    names(inverseCdfRecipes),
    "Exponential, Cauchy, Logistic, Rayleigh, Pareto, Weibull, Reciprocal, Gompertz, Gumbel, Erlang"
  );
  assert.equal(
    names(locationScaleRecipes),
    "Laplace, Student’s t, Logistic, Uniform, Triangular, Gaussian"
  );
  assert.equal(names(compositionRecipes), "Log-Normal, Gamma, Dirichlet, Beta, Chi-squared, F");
});

for (const recipe of recipes) {
  const title = `the ${recipe.name} by ${recipe.way}`;

  it(`${title}: draws have its distribution function (Kolmogorov–Smirnov)`, () => {
    const n = 4000;
    for (const parameters of settings(recipe)) {
      const z = sample(recipe, parameters, n).toSorted((a, b) => a - b);
      const distance = z.reduce((most, zi, i) => {
        const cdf = recipe.cdf(zi, parameters);
        return Math.max(most, Math.abs(cdf - i / n), Math.abs(cdf - (i + 1) / n));
      }, 0);
      // Beyond 1.95/√n lie 0.1 % of the samples of a right recipe; the seed is fixed.
      assert.ok(distance < 1.95 / Math.sqrt(n), `${parameters}: distance ${distance}`);
    }
  });

  it(`${title}: the density is the derivative of the distribution function`, () => {
    for (const parameters of settings(recipe)) {
      const quantiles = sample(recipe, parameters, 9);
      const h = 1e-4;
      for (const z of quantiles) {
        const slope = (recipe.cdf(z + h, parameters) - recipe.cdf(z - h, parameters)) / (2 * h);
        const pdf = recipe.pdf(z, parameters);
        assert.ok(
          Math.abs(slope - pdf) < 2e-3 * (1 + pdf),
          `${parameters} at ${z}: ${slope}, ${pdf}`
        );
      }
    }
  });
}

for (const recipe of recipes.filter(
  ({noiseSize, parameters}) => noiseSize(parameters.map(({start}) => start)) === 1
)) {
  it(`the ${recipe.name} by ${recipe.way}: g increases and undoes the distribution function`, () => {
    const parameters = recipe.parameters.map(({start}) => start);
    for (const u of [0.01, 0.2, 0.5, 0.77, 0.99]) {
      const [z] = recipe.map([recipe.epsilon(u)], parameters);
      assertInDelta([recipe.cdf(z, parameters)], [u], 1e-6);
    }
  });
}

it("a composition puts its ingredients together", () => {
  const find = (name: string) => compositionRecipes.find((recipe) => recipe.name === name)!;
  const e = (value: number) => 1 - Math.exp(-value); // −log(1 − e(v)) = v
  assertInDelta(find("Gamma").map([e(1), e(2), e(3)], [3, 2]), [3]);
  assertInDelta(find("Beta").map([e(1), e(2), e(1)], [2, 1]), [0.75]);
  assertInDelta(find("Dirichlet").map([e(2), e(1), e(1)], [1, 1, 1]), [0.5, 0.25, 0.25]);
  assertInDelta(find("Chi-squared").map([1, -2], [2]), [5]);
  assertInDelta(find("F").map([2, 1, -1], [1, 2]), [4]);
  assertInDelta(find("Log-Normal").map([2], [1, 0.5]), [Math.exp(2)]);
  const parts = find("F").ingredients!([2, 1, -1], [1, 2]);
  assert.deepEqual(parts, [
    {name: "a", values: [4]},
    {name: "b", values: [1, 1]}
  ]);
});
