import {gunzip} from "../vae/gunzip.js";
import type {ImageSize} from "./array-shape.js";
import {arrayOf, imagesOfArrays, type NamedArray} from "./array-images.js";
import {defaultLimits, inBytes, type Limits} from "./limits.js";
import {counted, invalidFile, isLeftover, isText, shortName, type NamedFile} from "./named-file.js";
import {ownImages, type OwnImages} from "./own-images.js";
import {looksLikePng} from "./png-chunks.js";
import {pngSet} from "./png-set.js";
import {unzip} from "./unzip.js";
import {looksLikeZip} from "./zip-directory.js";

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
  const dropped = files.filter(({name}) => !isLeftover(name));
  const inside = contentOf(dropped, limits);
  const data = inside.filter(({name}) => !isText(name));
  const isZip = inside !== dropped;
  if (data.length === 0) {
    const what = isZip ? `invalid ${shortName(dropped[0].name)}` : "invalid choice";
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
  const zip = isZip ? `${dropped[0].name}: ` : "";
  return ownImages(set, ink, `${zip}${counted(set.count, "PNG image")}${note}`, labels);
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

/** Returns the files, or those inside where they are one zip. */
function contentOf(files: readonly NamedFile[], limits: Limits): readonly NamedFile[] {
  if (files.length > limits.files) {
    const most = limits.files.toLocaleString("en-US");
    throw new Error(`invalid choice: ${counted(files.length, "file")}, expected at most ${most}`);
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > limits.unpacked) {
    const found = `invalid choice: files of ${inBytes(bytes)}`;
    throw new Error(`${found}, expected at most ${inBytes(limits.unpacked)}`);
  }
  const zip = files.find((file) => looksLikeZip(file.bytes));
  if (zip === undefined) return files;
  if (files.length > 1) {
    throw invalidFile(zip.name, `a zip beside ${counted(files.length - 1, "file")}`, "it alone");
  }
  return unzip(zip, limits);
}

function byteRange(pixels: Uint8Array): [number, number] {
  return [pixels.reduce((a, b) => Math.min(a, b), 255), pixels.reduce((a, b) => Math.max(a, b), 0)];
}
