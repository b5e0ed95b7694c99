import {invalidFile} from "./named-file.js";
import {npyHeader} from "./npy-header.js";

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

export type NpyType = keyof typeof types;

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
export interface NpyArray {
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
