import type {ImagesShape} from "./array-shape.js";
import {checkSize} from "./array-shape.js";
import {folderLabels} from "./class-labels.js";
import type {Limits} from "./limits.js";
import {counted, invalidFile, type NamedFile} from "./named-file.js";
import {greyPng} from "./png-image.js";

/** Grey images of one size. */
export interface PngSet extends ImagesShape {
  /** Row-major [count, height × width]; 0 is black, 255 is white. */
  pixels: Uint8Array;
  /** The number of the folder that each lies in, if all folders are named by numbers. */
  labels?: Uint8Array;
}

/**
 * Returns a set of PNG images, in the order of their names, numbers in them by their value.
 *
 * @param files at least one
 * @param onProgress is told how many images are done, now and then
 * @throws Error naming the first file that cannot be used, or is not of the size of the first one
 */
export function pngSet(
  files: readonly NamedFile[],
  limits: Limits,
  onProgress?: (done: number) => void
): PngSet {
  const {compare} = new Intl.Collator("en", {numeric: true});
  const sorted = files.toSorted((a, b) => compare(a.name, b.name));
  const count = sorted.length;
  const first = greyPng(sorted[0], limits);
  const {width, height} = first;
  checkSize(first.name, counted(count, "file"), {count, width, height}, limits);
  const size = width * height;
  const pixels = new Uint8Array(count * size);
  for (const [i, file] of sorted.entries()) {
    const image = i === 0 ? first : greyPng(file, limits);
    if (image.width !== width || image.height !== height) {
      const expected = `${width} × ${height} as ${first.name}: images of one size`;
      throw invalidFile(image.name, `${image.width} × ${image.height} pixels`, expected);
    }
    pixels.set(image.pixels, i * size);
    if (i % 500 === 499) onProgress?.(i + 1);
  }
  return {count, width, height, pixels, labels: folderLabels(sorted.map(({name}) => name))};
}
