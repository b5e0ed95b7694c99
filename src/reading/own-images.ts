import type {Limits} from "./file.js";
import {counted} from "../formats/card.js";
import type {ImageSize} from "../formats/image-size.js";
import {inBytes, invalidFile} from "./file.js";
import type {InkScale} from "./ink.js";

/** The size of a set of images. */
export interface ImagesShape extends ImageSize {
  count: number;
}

/** Checks sizes and memory; bytesPerPixel is 1 for 8-bit grey, 4 for real numbers, 3 times it in color. */
export function checkSize(
  name: string,
  found: string,
  {count, width, height}: Omit<ImagesShape, "channels">,
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

/** Images that files set apart to measure with, such as x_test. */
export interface TestImages {
  count: number;
  /** Of the same kind and size as those beside them. */
  pixels: Uint8Array | Float32Array;
  labels?: Uint8Array;
}

/** Images that the reader dropped, ready to be looked at and trained on. */
export interface OwnImages extends ImagesShape {
  /**
   * Row-major [count, height × width], in color [count, height × width × 3]: 8-bit pixels, 0 is
   * paper and 255 is ink, or dark and light, where the file had 8 bits; otherwise real numbers in
   * [0, 1].
   */
  pixels: Uint8Array | Float32Array;
  /** The class of each image, where the files tell. */
  labels?: Uint8Array;
  /** What the labels stand for; without it they are the classes’ own numbers. */
  classNames?: readonly string[];
  /** Images that the files set apart; they are none of the others. */
  test?: TestImages;
  /** Where they came from: “digits.npy”, “digits.zip: 1,000 PNG images”. */
  source: string;
  /** The smallest and the largest number in the files. */
  range: [number, number];
  /** What was done to the numbers, such as “divided by 255”. */
  scaling: string;
  /** The numbers of paper and ink, where the files hold numbers and not pictures. */
  scale?: InkScale;
  /** What was guessed or left out, a sentence each. */
  notes: readonly string[];
  /** How many pixels, or channels of pixels, lie in each of 64 equal parts of [0, 1]; 1 is in the last. */
  histogram: Uint32Array;
}

const HISTOGRAM_PARTS = 64;

/** Returns own images with their histogram. */
export function ownImages(images: Omit<OwnImages, "histogram">): OwnImages {
  return {...images, histogram: inkHistogram(images.pixels)};
}

function inkHistogram(pixels: Uint8Array | Float32Array): Uint32Array {
  const counts = new Uint32Array(HISTOGRAM_PARTS);
  const scale = pixels instanceof Uint8Array ? HISTOGRAM_PARTS / 255 : HISTOGRAM_PARTS;
  for (let i = 0; i < pixels.length; ++i) {
    counts[Math.min(HISTOGRAM_PARTS - 1, Math.floor(pixels[i] * scale))] += 1;
  }
  return counts;
}

/** How a reader changes images after they are read. */
export interface Turning {
  /** Exchanges ink and paper; in color dark and light, channel by channel: each gets its complement. */
  invert: boolean;
  /** Exchanges rows and columns, as the images of EMNIST need it. */
  transpose: boolean;
}

/** Returns images with ink and paper, or rows and columns, exchanged; the channels of a pixel stay together. */
export function turnedImages(images: OwnImages, turning: Turning): OwnImages {
  const {width, height, test} = images;
  const turn = (pixels: Uint8Array | Float32Array) => turned(pixels, images, turning);
  return ownImages({
    ...images,
    ...(turning.transpose ? {width: height, height: width} : {}),
    pixels: turn(images.pixels),
    ...(test === undefined ? {} : {test: {...test, pixels: turn(test.pixels)}})
  });
}

function turned(
  pixels: Uint8Array | Float32Array,
  {width, height, channels = 1}: ImageSize,
  {invert, transpose}: Turning
): Uint8Array | Float32Array {
  const out = pixels.slice();
  const full = pixels instanceof Uint8Array ? 255 : 1;
  const size = width * height;
  for (let i = 0; i < pixels.length; ++i) {
    const pixel = Math.floor(i / channels);
    const place = pixel % size;
    const moved = pixel - place + (place % width) * height + Math.floor(place / width);
    const to = transpose ? moved * channels + (i % channels) : i;
    out[to] = invert ? full - pixels[i] : pixels[i];
  }
  return out;
}

/**
 * Returns whether most pixels are nearer to ink than to paper, as those of black strokes on white
 * paper are when white is read as ink; colors are no ink.
 */
export function isMostlyInk({histogram, channels}: OwnImages): boolean {
  if (channels === 3) return false;
  const sum = (parts: Uint32Array) => parts.reduce((total, part) => total + part, 0);
  return 2 * sum(histogram.subarray(histogram.length / 2)) > sum(histogram);
}

/**
 * Returns the pixels in 8 bits, as the trainers take them; real numbers are rounded, by at most
 * 1/510.
 */
export function eightBitPixels({pixels}: {pixels: Uint8Array | Float32Array}): Uint8Array {
  if (pixels instanceof Uint8Array) return pixels;
  const bytes = new Uint8Array(pixels.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = Math.round(255 * pixels[i]);
  return bytes;
}
