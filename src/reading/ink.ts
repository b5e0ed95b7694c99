import {invalidFile} from "./named-file.js";

/** Pixels as numbers from 0 (paper) to 1 (ink), and how the file’s numbers became them. */
export interface Ink {
  /** 8-bit pixels, 255 is ink; or real numbers in [0, 1]. */
  pixels: Uint8Array | Float32Array;
  /** The smallest and the largest number in the file. */
  range: [number, number];
  /** What was done to them, such as “divided by 255”. */
  scaling: string;
}

/** How far beyond 0 and 1 a number may be by rounding; it is then taken as 0 or 1. */
const ROUNDING = 1e-6;

/**
 * Returns 8-bit pixels as ink: as they are, except that 0 and 1 alone are paper and full ink, not
 * two shades of black.
 */
export function inkOfBytes(values: Uint8Array): Ink {
  const range = rangeOf(values);
  if (range[1] !== 1) return {pixels: values, range, scaling: "divided by 255"};
  return {pixels: values.map((value) => 255 * value), range, scaling: "0 is paper and 1 is ink"};
}

/**
 * Returns real numbers as ink: those from 0 to 1 as they are, those from 0 to 255 divided by 255.
 *
 * @param place says where an element is, as “image 3, row 1, column 12”
 * @throws Error naming the first number that is NaN, infinite or outside, and its place
 */
export function inkOfNumbers(
  name: string,
  values: Float32Array | Float64Array,
  place: (index: number) => string
): Ink {
  const wrong = values.findIndex((value) => !(value >= -ROUNDING && value <= 255 + ROUNDING));
  if (wrong !== -1) throw outside(name, values[wrong], place(wrong));
  const range = rangeOf(values);
  const divisor = range[1] > 1 + ROUNDING ? 255 : 1;
  // A largest number of 1.2 says neither that 1 is ink nor that 255 is.
  if (divisor === 255 && range[1] < 2) {
    throw outside(name, range[1], place(values.indexOf(range[1])));
  }
  const pixels = new Float32Array(values.length);
  for (let i = 0; i < values.length; ++i) {
    pixels[i] = Math.min(1, Math.max(0, values[i] / divisor));
  }
  return {pixels, range, scaling: divisor === 1 ? "as they are" : "divided by 255"};
}

function outside(name: string, value: number, place: string): Error {
  return invalidFile(name, `${value} at ${place}`, "numbers from 0 to 1, or from 0 to 255");
}

function rangeOf(values: Uint8Array | Float32Array | Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; ++i) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return [low, high];
}
