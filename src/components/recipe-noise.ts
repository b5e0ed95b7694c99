import type {Recipe} from "../math/recipes/recipe.js";

/** Where the axis of ε ends, of u: beyond them many ε are infinite. */
export const noiseEnds = [0.01, 0.99] as const;

/** Returns the part of the ε-axis to draw. */
export function noiseDomain({epsilon}: Pick<Recipe, "epsilon">): [number, number] {
  const isUniform = epsilon(0.25) === 0.25;
  return isUniform ? [0, 1] : [epsilon(noiseEnds[0]), epsilon(noiseEnds[1])];
}

/** Returns the u, between the ends, whose ε is nearest to the given one: by halving. */
export function uniformOf({epsilon}: Pick<Recipe, "epsilon">, wanted: number): number {
  let [low, high]: readonly number[] = noiseEnds;
  for (let i = 0; i < 40; ++i) {
    const middle = (low + high) / 2;
    if (epsilon(middle) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
