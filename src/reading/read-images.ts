import {gunzip} from "../formats/gunzip.js";
import type {NamedArray} from "./array-images.js";
import {arrayOf, imagesOfArrays} from "./array-images.js";
import type {ImageSize} from "./array-shape.js";
import {droppedContent} from "./dropped-content.js";
import type {Limits} from "./limits.js";
import {defaultLimits} from "./limits.js";
import type {NamedFile} from "./named-file.js";
import {counted, invalidFile, isText, shortName} from "./named-file.js";
import type {OwnImages} from "./own-images.js";
import {ownImages} from "./own-images.js";
import {looksLikePng} from "./png-chunks.js";
import {pngSet} from "./png-set.js";

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
