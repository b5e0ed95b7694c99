import {greatestIndex} from "d3";
import type {Dataset} from "../../src/formats/images.js";

/** The neighbors that judge an image. */
export const NEIGHBORS = 10;

/** Returns the share of some images, 8 bits a pixel, [count, pixels], that are judged to be digits. */
export type DigitJudge = (images: ArrayLike<number>, count: number) => number;

/**
 * Returns a judge of digits: an image is one if all of its ten nearest neighbors among the first
 * training images, by the Euclidean distance of the pixels, are of one class.
 *
 * It asks whether an image is like the digits of one class and not like others, so that a mixture of
 * two classes fails. It does not ask for sharp strokes, and even of test images it refuses some.
 *
 * @param references how many training images are compared with
 */
export function digitJudge(
  {images, labels, width, height}: Dataset,
  references: number
): DigitJudge {
  const size = width * height;
  const known = Float32Array.from(images.subarray(0, references * size), (byte) => byte / 255);
  const squares = Float64Array.from({length: references}, (_, r) =>
    known.subarray(r * size, (r + 1) * size).reduce((sum, pixel) => sum + pixel * pixel, 0)
  );

  /** Returns whether the nearest neighbors agree. */
  function isDigit(x: Float32Array): boolean {
    const inked = Array.from(x.keys()).filter((pixel) => x[pixel] > 0);
    const distances = squares.map((square, r) => {
      let product = 0;
      for (const pixel of inked) product += x[pixel] * known[r * size + pixel];
      return square - 2 * product; // |x|² is the same for all
    });
    const nearest: number[] = [];
    for (let r = 0; r < references; ++r) {
      if (nearest.length < NEIGHBORS) {
        nearest.push(r);
        continue;
      }
      const farthest = greatestIndex(nearest, (one) => distances[one])!;
      if (distances[r] < distances[nearest[farthest]]) nearest[farthest] = r;
    }
    return nearest.every((one) => labels[one] === labels[nearest[0]]);
  }

  return (all, count) => {
    let digits = 0;
    for (let i = 0; i < count; ++i) {
      const x = Float32Array.from({length: size}, (_, pixel) => all[i * size + pixel] / 255);
      if (isDigit(x)) ++digits;
    }
    return digits / count;
  };
}
