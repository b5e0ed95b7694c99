import type {CodeCloud} from "./plane.js";

/** How many of the codes of one class lie within the reach of the sliders. */
export interface CodesInside {
  /** The name of the class. */
  name: string;
  /** All of its codes. */
  codes: number;
  /** Those with every coordinate within the reach. */
  inside: number;
}

/**
 * Returns how many codes of each class the sliders can reach.
 *
 * @param reach the least and the greatest z of a slider
 */
export function codesInside(
  {mu, labels, latentSize, classes}: CodeCloud,
  [low, high]: readonly number[]
): CodesInside[] {
  const counts = classes.map((name) => ({name, codes: 0, inside: 0}));
  labels.forEach((label, i) => {
    const code = mu.subarray(i * latentSize, (i + 1) * latentSize);
    counts[label].codes += 1;
    if (code.every((z) => z >= low && z <= high)) counts[label].inside += 1;
  });
  return counts;
}
