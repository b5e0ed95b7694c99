import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import {randomSource, standardNormals} from "../math/random.js";
import {listText} from "./number-text.js";

/** Marks the random stream of the exercises. */
const EXERCISE_STREAM = 21;

/** Two that can be worked out by hand, and numbers of latents that are drawn by a seed. */
const byHand: DiagonalGaussian[] = [
  {mu: [0.3, -1], logVar: [0, 0.5]},
  {mu: [1.2], logVar: [-0.8]}
];
const sizes = [2, 3, 5, 20];

/** Returns draws of N(0, 1), the same ones for the same numbers. */
export function exerciseNormals(count: number, ...stream: number[]): number[] {
  return Array.from(standardNormals(randomSource(0, EXERCISE_STREAM, ...stream), count));
}

/** Returns q’s to try a function with, of one latent to twenty. */
export function gaussianCases(): DiagonalGaussian[] {
  const drawn = sizes.map((size) => ({
    mu: exerciseNormals(size, size, 0),
    logVar: exerciseNormals(size, size, 1)
  }));
  return [...byHand, ...drawn];
}

/** Returns a q as a sentence has it. */
export function gaussianText({mu, logVar}: DiagonalGaussian): string {
  return `mu = ${listText(mu)}, logVar = ${listText(logVar)}`;
}
