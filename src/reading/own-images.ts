import type {Limits} from "./file.js";
import {counted} from "../formats/card.js";
import {inBytes, invalidFile} from "./file.js";

/** The size of a set of images. */
export interface ImagesShape {
  count: number;
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
}

/** The size of images that a file gives as rows of h·w numbers. */
export type ImageSize = Pick<ImagesShape, "width" | "height">;

/**
 * Returns the images that an array of numbers is: shape [n, h, w], [n, h·w], or with a single
 * channel, [n, h, w, 1] or [n, 1, h, w].
 *
 * @param shape at least two sizes
 * @param size width and height of rows of h·w; without it they have to be squares
 * @throws Error naming the file, its shape and what was expected: no image, colour, too large
 */
export function imagesShape(
  name: string,
  shape: readonly number[],
  limits: Limits,
  size?: ImageSize
): ImagesShape {
  const found = `shape [${shape.join(", ")}]`;
  const [count, ...rest] = shape;
  if (shape.length === 4 && !rest.includes(1)) {
    throw invalidFile(name, `${found}, so colour images`, "grey ones, [n, h, w]");
  }
  if (shape.length > 4) {
    throw invalidFile(name, `${shape.length} dimensions`, "[n, h, w] or [n, h·w]");
  }
  if (count === 0) throw invalidFile(name, `${found}, so no images`, "at least 1");
  const [height, width] = shape.length === 2 ? rowSize(name, found, rest[0], size) : sides(rest);
  checkSize(name, found, {count, width, height}, limits);
  return {count, width, height};
}

/** Checks sizes and memory; bytesPerPixel is 1 for 8-bit pixels, 4 for real numbers. */
export function checkSize(
  name: string,
  found: string,
  {count, width, height}: ImagesShape,
  limits: Limits,
  bytesPerPixel = 1
): void {
  const {side} = limits;
  if (!(width >= 1 && height >= 1 && width <= side && height <= side)) {
    throw invalidFile(
      name,
      `${found}, images of ${width} × ${height}`,
      `1 × 1 to ${side} × ${side}`
    );
  }
  const bytes = count * width * height * bytesPerPixel;
  if (bytes > limits.pixels) {
    const what = `${counted(count, "image")} of ${width} × ${height}, ${inBytes(bytes)} in memory`;
    throw invalidFile(name, what, `at most ${inBytes(limits.pixels)}`);
  }
}

function sides(rest: number[]): number[] {
  if (rest.length === 2) return rest;
  return rest[2] === 1 ? [rest[0], rest[1]] : [rest[1], rest[2]];
}

function rowSize(name: string, found: string, pixels: number, size?: ImageSize): number[] {
  if (size !== undefined) {
    if (size.width * size.height === pixels) return [size.height, size.width];
    throw invalidFile(name, found, `rows of ${size.height} × ${size.width} pixels`);
  }
  const side = Math.round(Math.sqrt(pixels));
  if (side * side === pixels) return [side, side];
  throw invalidFile(name, found, "[n, h, w], or rows of a square h·w such as 784");
}

/** Images that the reader dropped, ready to be looked at and trained on. */
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

const HISTOGRAM_PARTS = 64;

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

/**
 * Returns the classes of images, one byte each, from an array of whole numbers.
 *
 * @param count the number of images
 * @param of what errors call the images
 * @throws Error naming the file if there are more or fewer than images, or one is not 0 … 255
 */
export function classLabels(
  name: string,
  values: ArrayLike<number | bigint>,
  count: number,
  of: string
): Uint8Array {
  if (values.length !== count) {
    throw invalidFile(name, `${values.length} labels`, `${count}, one for each image of ${of}`);
  }
  return Uint8Array.from({length: count}, (_, i) => {
    const label = Number(values[i]);
    if (Number.isInteger(label) && label >= 0 && label <= 255) return label;
    throw invalidFile(name, `label ${label} at ${i}`, "whole numbers from 0 to 255");
  });
}

/**
 * Returns the classes of images that lie in folders named by numbers, as “train/7/0001.png”;
 * undefined where a folder is named otherwise, or all lie in one.
 */
export function folderLabels(names: readonly string[]): Uint8Array | undefined {
  const folders = names.map((name) => name.split("/").at(-2) ?? "");
  if (new Set(folders).size < 2) return undefined;
  const areClasses = folders.every((folder) => /^\d{1,3}$/.test(folder) && Number(folder) <= 255);
  return areClasses ? Uint8Array.from(folders, Number) : undefined;
}
