import type {Ink} from "./ink.js";
import type {ImagesShape} from "./array-shape.js";

/** Images that the visitor brought, ready to be looked at and trained on. */
export interface OwnImages extends ImagesShape {
  /**
   * Row-major [count, height × width]: 8-bit pixels, 0 is paper and 255 is ink, where the file had
   * 8 bits; otherwise real numbers in [0, 1].
   */
  pixels: Uint8Array | Float32Array;
  /** The class of each image, where the files tell. */
  labels?: Uint8Array;
  /** Where they came from: “digits.npy”, “digits.zip: 1,000 PNG images”. */
  source: string;
  /** The smallest and the largest number in the files. */
  range: [number, number];
  /** What was done to the numbers, such as “divided by 255”. */
  scaling: string;
  /** How many pixels lie in each of 64 equal parts of [0, 1]; 1 is in the last. */
  histogram: Uint32Array;
}

export const HISTOGRAM_PARTS = 64;

/** Returns own images with their histogram. */
export function ownImages(
  shape: ImagesShape,
  {pixels, range, scaling}: Ink,
  source: string,
  labels?: Uint8Array
): OwnImages {
  const {count, width, height} = shape;
  const histogram = inkHistogram(pixels);
  return {count, width, height, pixels, labels, source, range, scaling, histogram};
}

function inkHistogram(pixels: Uint8Array | Float32Array): Uint32Array {
  const counts = new Uint32Array(HISTOGRAM_PARTS);
  const scale = pixels instanceof Uint8Array ? HISTOGRAM_PARTS / 255 : HISTOGRAM_PARTS;
  for (let i = 0; i < pixels.length; ++i) {
    counts[Math.min(HISTOGRAM_PARTS - 1, Math.floor(pixels[i] * scale))] += 1;
  }
  return counts;
}

/**
 * Returns the pixels in 8 bits, as the trainers take them; real numbers are rounded, by at most
 * 1/510.
 */
export function eightBitPixels({pixels}: Pick<OwnImages, "pixels">): Uint8Array {
  if (pixels instanceof Uint8Array) return pixels;
  const bytes = new Uint8Array(pixels.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = Math.round(255 * pixels[i]);
  return bytes;
}
