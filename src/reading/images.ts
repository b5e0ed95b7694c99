import {gunzip} from "../formats/gunzip.js";
import type {Limits, NamedFile} from "./file.js";
import {counted} from "../formats/card.js";
import {defaultLimits, invalidFile, isText, shortName} from "./file.js";
import type {NamedArray} from "./npy.js";
import {arrayOf, imagesOfArrays} from "./npy.js";
import type {ImageSize, ImagesShape, OwnImages} from "./own-images.js";
import {checkSize, folderLabels, ownImages} from "./own-images.js";
import {greyPng, looksLikePng} from "./png.js";
import {droppedContent} from "./zip.js";

/** Options for readImages. */
export interface ReadImagesOptions {
  /** The size of images that an array holds as rows of h·w; without it they have to be squares. */
  size?: ImageSize;
  /** What is accepted; defaults to the limits of the site. */
  limits?: Limits;
  /** Is told how many of the images are done, where that takes long. */
  onProgress?: (done: number, of: number) => void;
}

/**
 * Returns a promise to the images of some files: an IDX file or a pair of images and labels, gzip or
 * not; a NumPy array, with or without one of labels; PNG images; or one zip of any of these. What a
 * file is, its first bytes say, not its name.
 *
 * @throws Error (as a rejection) in one sentence naming the file, the field, its value and what was
 *   expected
 */
export async function readImages(
  files: readonly NamedFile[],
  {size, limits = defaultLimits, onProgress}: ReadImagesOptions = {}
): Promise<OwnImages> {
  const {files: inside, zip} = droppedContent(files, limits);
  const data = inside.filter(({name}) => !isText(name));
  if (data.length === 0) {
    const what = `invalid ${zip === undefined ? "choice" : shortName(zip.name)}`;
    throw new Error(`${what}: no images, expected an IDX, NumPy or PNG file, or a zip of them`);
  }
  const left = inside.length - data.length;
  const note = left === 0 ? "" : `; ${counted(left, "text")} beside them left out`;
  if (!data.some(({bytes}) => looksLikePng(bytes))) {
    const images = imagesOfArrays(await arraysOf(data, limits), limits, size);
    return {...images, source: images.source + note};
  }
  const other = data.find(({bytes}) => !looksLikePng(bytes));
  if (other !== undefined) throw invalidFile(other.name, "not a PNG", "PNG images alone");
  const {labels, ...set} = pngSet(data, limits, (done) => onProgress?.(done, data.length));
  const ink = {pixels: set.pixels, range: byteRange(set.pixels), scaling: "divided by 255"};
  const from = zip === undefined ? "" : `${zip.name}: `;
  return ownImages(set, ink, `${from}${counted(set.count, "PNG image")}${note}`, labels);
}

async function arraysOf(files: readonly NamedFile[], limits: Limits): Promise<NamedArray[]> {
  const arrays: NamedArray[] = [];
  let left = limits.unpacked;
  for (const {name, bytes} of files) {
    // One after the other: together they could pass the limit that each one keeps.
    const unpacked = await gunzip(bytes, shortName(name), {limit: left});
    left -= unpacked.length;
    arrays.push(arrayOf({name, bytes: unpacked}));
  }
  return arrays;
}

function byteRange(pixels: Uint8Array): [number, number] {
  return [pixels.reduce((a, b) => Math.min(a, b), 255), pixels.reduce((a, b) => Math.max(a, b), 0)];
}

/** Grey images of one size. */
interface PngSet extends ImagesShape {
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
function pngSet(
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
