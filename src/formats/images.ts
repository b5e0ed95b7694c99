import type {ImageSize} from "./image-size.js";

/** “AEVI”, read as a little-endian word. */
const MAGIC = 0x49564541;
const VERSION = 1;
const HEADER_BYTES = 24;

/** Images to train on and images to measure with, all of one size, as the site carries them. */
export interface PackedImages {
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  /** 8-bit pixels, row-major [train, height × width]; 0 is paper, 255 is ink. */
  train: Uint8Array;
  /** Pixels of the images to measure with, likewise. */
  heldOut: Uint8Array;
  /** The class of each image to measure with. */
  labels: Uint8Array;
}

/**
 * Returns images as bytes: six little-endian words (magic, version, the numbers of images to train
 * on and to measure with, width, height), then the labels, then all pixels, a byte each.
 */
export function encodeImages({
  width,
  height,
  train,
  heldOut,
  labels
}: PackedImages): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + labels.length + train.length + heldOut.length);
  const view = new DataView(bytes.buffer);
  const trainCount = train.length / (width * height);
  const words = [MAGIC, VERSION, trainCount, labels.length, width, height];
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true);
  bytes.set(labels, HEADER_BYTES);
  bytes.set(train, HEADER_BYTES + labels.length);
  bytes.set(heldOut, HEADER_BYTES + labels.length + train.length);
  return bytes;
}

/**
 * Returns the images that bytes hold; they are views, not copies.
 *
 * @throws Error saying what is wrong if the bytes are of something else, or not all there
 */
export function decodeImages(bytes: Uint8Array): PackedImages {
  if (bytes.length < HEADER_BYTES) {
    throw new Error(`invalid images: ${bytes.length} bytes, expected at least ${HEADER_BYTES}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (i: number) => view.getUint32(4 * i, true);
  const [magic, version, train, heldOut, width, height] = [0, 1, 2, 3, 4, 5].map(word);
  if (magic !== MAGIC)
    throw new Error(
      `invalid images: magic number 0x${magic.toString(16)}, expected 0x${MAGIC.toString(16)}`
    );
  if (version !== VERSION) {
    throw new Error(`invalid images: version ${version}, expected ${VERSION}`);
  }
  const size = width * height;
  const expected = HEADER_BYTES + heldOut + (train + heldOut) * size;
  if (bytes.length !== expected) {
    throw new Error(
      `invalid images: ${bytes.length} bytes, expected ${expected} ` +
        `for ${train} + ${heldOut} images of ${width} × ${height} pixels`
    );
  }
  const afterLabels = HEADER_BYTES + heldOut;
  const afterTrain = afterLabels + train * size;
  return {
    width,
    height,
    train: bytes.subarray(afterLabels, afterTrain),
    heldOut: bytes.subarray(afterTrain),
    labels: bytes.subarray(HEADER_BYTES, afterLabels)
  };
}

/** The data sets that models are trained on. */
export type DatasetId = "mnist" | "fashion-mnist";

/** Labelled images, all of one size. */
export interface Dataset {
  id: DatasetId;
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  /** The number of images. */
  count: number;
  /** Pixels, row-major [count, height × width]; 0 is paper, 255 is ink. */
  images: Uint8Array;
  /** The class of each image, from 0. */
  labels: Uint8Array;
}

/** An array with the name of the file that it came from. */
export interface NamedIdx extends Idx {
  name: string;
}

/**
 * Returns the data set that a file of images and a file of labels make up.
 *
 * @param images shape [count, height, width]
 * @param labels shape [count]
 * @throws Error if either has another number of dimensions, or if the counts differ or are zero
 */
export function datasetOf(id: DatasetId, images: NamedIdx, labels: NamedIdx): Dataset {
  assertRank(images, 3, "images");
  assertRank(labels, 1, "labels");
  const [count, height, width] = images.shape as [number, number, number];
  if (images.data.length === 0) {
    const sizes = images.shape.join(" × ");
    throw new Error(`invalid ${images.name}: ${sizes} pixels, expected some; choose another file`);
  }
  if (labels.shape[0] !== count) {
    throw new Error(
      `invalid ${labels.name}: ${labels.shape[0]} labels, expected ${count}, one for each image ` +
        `of ${images.name}; use two files of the same set`
    );
  }
  return {id, width, height, count, images: images.data, labels: labels.data};
}

function assertRank({name, shape}: NamedIdx, rank: number, what: string): void {
  if (shape.length === rank) return;
  throw new Error(
    `invalid ${name}: ${shape.length} dimension${shape.length === 1 ? "" : "s"}, ` +
      `expected ${rank} for ${what}; correct the file’s name or download it again`
  );
}

/** An array in IDX form, the format in which MNIST was published. */
interface Idx {
  /** The size of each dimension, outermost first: [count, height, width] for images. */
  shape: number[];
  /** The values, one byte each, row-major. */
  data: Uint8Array;
}

/** The third byte of the magic number: values are unsigned bytes, the only type read here. */
const UNSIGNED_BYTE = 0x08;

/** What to do about a file that is not what it should be. */
const REMEDY = "download the file again or correct its name";

/**
 * Returns the array that an uncompressed IDX file holds: a magic number (two zero bytes, the
 * value type, the number of dimensions), one big-endian 32-bit size per dimension, then the values.
 *
 * @param bytes the whole file; the result’s data is a view of it, not a copy
 * @param name what errors call the file
 * @throws Error if the magic number is wrong or the length is not what the sizes ask for
 */
export function parseIdx(bytes: Uint8Array, name: string): Idx {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4) throw truncated(name, bytes.length, "at least 4");
  const magic = view.getUint32(0);
  const rank = magic & 0xff;
  if (magic >>> 8 !== UNSIGNED_BYTE || rank === 0) {
    const found = `0x${magic.toString(16).padStart(8, "0")}`;
    const expected = "0x00000801 (labels) or 0x00000803 (images)";
    throw new Error(`invalid ${name}: magic number ${found}, expected ${expected}; ${REMEDY}`);
  }
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw truncated(name, bytes.length, `at least ${start}`);
  const shape = Array.from({length: rank}, (_, i) => view.getUint32(4 + 4 * i));
  const end = shape.reduce((product, size) => product * size, 1) + start;
  if (bytes.length < end) throw truncated(name, bytes.length, `${end}`);
  if (bytes.length > end) {
    const sizes = `${end} for ${shape.join(" × ")} values`;
    throw new Error(`invalid ${name}: ${bytes.length} bytes, expected ${sizes}; ${REMEDY}`);
  }
  return {shape, data: bytes.subarray(start)};
}

function truncated(name: string, found: number, expected: string): Error {
  return new Error(`truncated ${name}: ${found} bytes, expected ${expected}; ${REMEDY}`);
}

/** Images, one after the other. */
export interface Images {
  /** Row-major, [count, inputSize]: 8-bit pixels, 0 … 255, or real numbers in [0, 1]. */
  pixels: Uint8Array | Float32Array;
  count: number;
}

/** Images in two parts: to train on, and to measure with. */
export interface SplitImages extends ImageSize {
  train: Images;
  heldOut: Images;
  /** The class of each held-out image, where it is known, and what the classes are called. */
  labels?: Uint8Array;
  classNames?: readonly string[];
}

/** Returns the number that stands for full ink among pixels. */
export function fullInk(pixels: Images["pixels"]): number {
  return pixels instanceof Uint8Array ? 255 : 1;
}
