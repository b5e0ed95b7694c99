import type {Recipe} from "../math/recipes/recipe.js";

const tails = {low: 0.02, high: 0.97}; // how much of the sample lies below the ends
const slack = 1.6; // how much farther the axis goes, so that parameters have room to move z

/**
 * Returns the part of the z-axis to draw for a recipe. It rests on the parameters to begin with, so
 * that it stays while they move: what moves then is z.
 *
 * @param sample z at those parameters, sorted
 */
export function zDomain(
  sample: readonly number[],
  {isShare = false}: Pick<Recipe, "isShare">
): [number, number] {
  if (isShare) return [0, 1];
  const at = (share: number) => sample[Math.floor(share * (sample.length - 1))];
  const [low, high] = [at(tails.low), at(tails.high)];
  if (sample[0] >= 0) return [0, slack * high];
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  return [middle - slack * half, middle + slack * half];
}

/** Returns the points at which the density is drawn, without the ends, where it may be infinite. */
export function densityPoints(
  {pdf}: Pick<Recipe, "pdf">,
  parameters: readonly number[],
  [low, high]: readonly [number, number]
): {z: number; density: number}[] {
  const count = 240;
  return Array.from({length: count}, (_, i) => {
    const z = low + ((i + 0.5) * (high - low)) / count;
    return {z, density: pdf(z, parameters)};
  });
}

/** Returns the density at the top of the axis: the highest, unless a spike would flatten the rest. */
export function topDensity(
  points: readonly {density: number}[],
  [low, high]: readonly [number, number]
): number {
  const most = Math.max(...points.map(({density}) => density));
  return Math.min(most, 12 / (high - low));
}

/** Returns the shares of a sample in equal parts of the axis, as densities. */
export function sampleDensities(
  sample: ArrayLike<number>,
  [low, high]: readonly [number, number],
  bins: number
): number[] {
  const counts = Array.from({length: bins}, () => 0);
  const width = (high - low) / bins;
  for (let i = 0; i < sample.length; ++i) {
    const at = Math.floor((sample[i] - low) / width);
    if (at >= 0 && at < bins) counts[at] += 1;
  }
  return counts.map((count) => count / (sample.length * width));
}
