import {parseIdx} from "../formats/images.js";
import type {Limits, NamedFile} from "./file.js";
import {invalidFile, shortName} from "./file.js";
import type {ImageSize, ImagesShape, Ink, OwnImages} from "./own-images.js";
import {
  checkSize,
  classLabels,
  imagesShape,
  inkOfBytes,
  inkOfNumbers,
  ownImages
} from "./own-images.js";

/** An array of numbers with the name of its file. */
export interface NamedArray extends NpyArray {
  name: string;
}

/**
 * Returns the array of an IDX or NumPy file.
 *
 * @param file not compressed
 * @throws Error naming the file if it is neither, or is damaged
 */
export function arrayOf({name, bytes}: NamedFile): NamedArray {
  if (looksLikeNpy(bytes)) return {name, ...parseNpy(bytes, name)};
  const isIdx = bytes[0] === 0 && bytes[1] === 0;
  if (!isIdx && !/idx|ubyte/i.test(name)) {
    const first = Array.from(bytes.subarray(0, 4), (b) => b.toString(16).padStart(2, "0"));
    const found = bytes.length === 0 ? "an empty file" : `its first bytes ${first.join(" ")}`;
    throw invalidFile(name, found, "those of an IDX, NumPy, PNG or zip file");
  }
  return {name, type: "|u1", ...parseIdx(bytes, shortName(name))};
}

/**
 * Returns the images that an array, or an array and one of their labels, make up.
 *
 * @param arrays at least one
 * @throws Error naming the array that does not fit
 */
export function imagesOfArrays(
  arrays: readonly NamedArray[],
  limits: Limits,
  size?: ImageSize
): OwnImages {
  const sets = arrays.filter(({shape}) => shape.length > 1);
  const labels = arrays.filter(({shape}) => shape.length <= 1);
  if (sets.length === 0) {
    const found = `shape [${labels[0].shape.join(", ")}], so labels`;
    throw invalidFile(labels[0].name, found, "a file of images beside it");
  }
  const second = sets[1] ?? labels[1];
  if (second !== undefined) {
    const found = `a second array of ${second === sets[1] ? "images" : "labels"}`;
    throw invalidFile(second.name, found, "one array of images and at most one of labels");
  }
  const [images] = sets;
  const shape = imagesShape(images.name, images.shape, limits, size);
  const ink = inkOf(images, shape, limits);
  const names = arrays.map(({name}) => name).join(" and ");
  const classes =
    labels[0] && classLabels(labels[0].name, labels[0].data, shape.count, images.name);
  return ownImages(shape, ink, names, classes);
}

function inkOf({name, type, data}: NamedArray, shape: ImagesShape, limits: Limits): Ink {
  if (data instanceof Uint8Array) return inkOfBytes(data);
  if (data instanceof Float32Array || data instanceof Float64Array) {
    checkSize(name, type, shape, limits, Float32Array.BYTES_PER_ELEMENT);
    const {width, height} = shape;
    return inkOfNumbers(name, data, (index) => {
      const [image, pixel] = [Math.floor(index / (width * height)), index % (width * height)];
      return `image ${image}, row ${Math.floor(pixel / width)}, column ${pixel % width}`;
    });
  }
  const expected = "uint8 (“|u1”), float32 (“<f4”) or float64 (“<f8”) for images";
  throw invalidFile(name, `type “${type}”`, expected);
}

/** The arrays of numbers that are read, little-endian, by NumPy’s names of their types. */
const types = {
  "|u1": Uint8Array,
  "|b1": Uint8Array,
  "<f4": Float32Array,
  "<f8": Float64Array,
  "|i1": Int8Array,
  "<u2": Uint16Array,
  "<i2": Int16Array,
  "<u4": Uint32Array,
  "<i4": Int32Array,
  "<i8": BigInt64Array,
  "<u8": BigUint64Array
};

type NpyType = keyof typeof types;

type NpyValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** An array of an .npy file. */
interface NpyArray {
  /** The size of each dimension, outermost first. */
  shape: number[];
  /** The type of the values; “|b1” is 0 or 1. */
  type: NpyType;
  /** The values, row-major. */
  data: NpyValues;
}

/**
 * Returns the array of an .npy file, as numpy.save writes it.
 *
 * @param name what errors call the file
 * @throws Error naming the file, the field and its value: another type, big-endian numbers, columns
 *   first, or a length that is not what the shape asks for
 */
export function parseNpy(bytes: Uint8Array, name: string): NpyArray {
  const {descr, shape, start} = npyHeader(bytes, name);
  if (!Object.hasOwn(types, descr)) throw unknownType(name, descr);
  const type = descr as NpyType;
  const {BYTES_PER_ELEMENT: width} = types[type];
  const count = shape.reduce((product, size) => product * size, 1);
  const length = bytes.length - start;
  if (length !== count * width) {
    const expected = `${count * width} for shape [${shape.join(", ")}] of ${type}`;
    throw invalidFile(name, `${length} bytes of values`, expected);
  }
  // A view has to start at a multiple of its width, which a file in a zip need not.
  const place = bytes.byteOffset + start;
  const data =
    place % width === 0
      ? new types[type](bytes.buffer as ArrayBuffer, place, count)
      : new types[type](new Uint8Array(bytes.subarray(start)).buffer);
  return {shape, type, data};
}

function unknownType(name: string, descr: string): Error {
  const remedy = "uint8 (“|u1”), float32 (“<f4”) or float64 (“<f8”): save images.astype('float32')";
  const order = descr.startsWith(">") ? "big-endian type" : "type";
  return invalidFile(name, `${order} “${descr.slice(0, 20)}”`, remedy);
}

/** What the header of an .npy file says. */
interface NpyHeader {
  /** The type of the values, as NumPy writes it: “|u1”, “<f4”. */
  descr: string;
  /** The size of each dimension, outermost first. */
  shape: number[];
  /** Where the values start, in bytes. */
  start: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

/** The longest header that is read, in bytes; one of an array of numbers takes some 100. */
const LONGEST = 4096;

/** The most dimensions that are read. */
const MOST_SIZES = 8;

/** Returns whether a file starts as an .npy file does. */
function looksLikeNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * Returns what an .npy file says of its array: magic number, version, length of the header, then a
 * Python dictionary with exactly the keys descr, fortran_order and shape.
 *
 * @param name what errors call the file
 * @throws Error naming the file, the field and its value
 */
function npyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) {
    throw invalidFile(name, `${bytes.length} bytes`, "a header of at least 12");
  }
  const version = bytes[6];
  if (version < 1 || version > 3) throw invalidFile(name, `version ${version}`, "1, 2 or 3");
  const [at, length] =
    version === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  const start = at + length;
  if (length > LONGEST || start > bytes.length) {
    const expected = `at most ${Math.min(LONGEST, bytes.length - at)}`;
    throw invalidFile(name, `a header of ${length} bytes`, expected);
  }
  const text = new TextDecoder().decode(bytes.subarray(at, start));
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  if (descr === undefined) throw invalidFile(name, "no single type “descr”", "an array of numbers");
  const order = /'fortran_order'\s*:\s*(True|False)\b/.exec(text)?.[1];
  if (order !== "False") {
    const found = `fortran_order ${order ?? "missing"}`;
    throw invalidFile(name, found, "False: save numpy.ascontiguousarray(images)");
  }
  const sizes = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (sizes === undefined) throw invalidFile(name, "no field “shape”", "a tuple of sizes");
  const shape = sizes.split(",").map((size) => size.trim());
  if (shape.at(-1) === "") shape.pop(); // Python writes a single size as “(3,)”
  if (shape.length > MOST_SIZES || !shape.every((size) => /^\d{1,12}$/.test(size))) {
    throw invalidFile(name, `shape (${sizes.slice(0, 60)})`, `at most ${MOST_SIZES} sizes`);
  }
  return {descr, shape: shape.map(Number), start};
}
