import {fromFloat16} from "../formats/bytes.js";
import {invalidFile, shortName} from "./file.js";

/** Numbers as files of arrays have them. */
export type Numbers =
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

/** An array with the name of its file. */
export interface NamedArray {
  name: string;
  /** The size of each dimension, outermost first. */
  shape: readonly number[];
  /** The values, row-major; texts where each element is one, such as the name of a class. */
  data: Numbers | readonly string[];
}

/** The arrays of numbers that are read, by NumPy’s names of their types without the byte order. */
const types = {
  b1: Uint8Array,
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
  u8: BigUint64Array,
  i8: BigInt64Array,
  f2: Uint16Array, // halves, as bits
  f4: Float32Array,
  f8: Float64Array
};

/** The type of numbers of an array, as NumPy calls it. */
export type NumberType = keyof typeof types;

/** The longest text of an element that is read, in characters. */
const LONGEST_TEXT = 100;

/**
 * Returns the array of an .npy file, as numpy.save writes it: numbers of any type and byte order, or
 * texts; rows or columns first.
 *
 * @param name what errors call the file
 * @throws Error naming the file, the field and its value: another type, or a length that is not what
 *   the shape asks for
 */
export function parseNpy(bytes: Uint8Array, name: string): NamedArray {
  const {descr, isFortran, shape, start} = npyHeader(bytes, name);
  const [, order, kind, digits] = /^([<>|=])([a-zA-Z])(\d*)$/.exec(descr) ?? [];
  const isText = kind === "U" || kind === "S";
  if (!isText && !Object.hasOwn(types, `${kind}${digits}`)) throw unknownType(name, descr);
  const width = Number(digits) * (kind === "U" ? 4 : 1);
  if (isText && !(width >= 1 && Number(digits) <= LONGEST_TEXT)) throw unknownType(name, descr);
  const count = shape.reduce((product, size) => product * size, 1);
  const length = bytes.length - start;
  if (length !== count * width) {
    const expected = `${count * width} for shape [${shape.join(", ")}] of ${descr}`;
    throw invalidFile(name, `${length} bytes of values`, expected);
  }
  const content = bytes.subarray(start);
  const data = isText
    ? textsOf(content, {width, kind, isBigEndian: order === ">"})
    : typedNumbers(content, `${kind}${digits}` as NumberType, order === ">");
  return {name, shape, data: isFortran && shape.length > 1 ? rowsFirst(data, shape) : data};
}

/** Returns bytes as numbers of a type, without a copy where that can be. */
export function typedNumbers(bytes: Uint8Array, type: NumberType, isBigEndian: boolean): Numbers {
  const {BYTES_PER_ELEMENT: width} = types[type];
  // A view has to start at a multiple of its width, which a file in a zip need not.
  const isPlain = bytes.byteOffset % width === 0 && !(isBigEndian && width > 1);
  const plain = isPlain ? bytes : new Uint8Array(bytes);
  if (isBigEndian && width > 1) {
    for (let at = 0; at < plain.length; at += width) plain.subarray(at, at + width).reverse();
  }
  const buffer = plain.buffer as ArrayBuffer;
  const numbers = new types[type](buffer, plain.byteOffset, plain.length / width);
  return type === "f2" ? fromFloat16(numbers as Uint16Array) : numbers;
}

/** Returns the texts of elements of one width; zeros fill them up. */
function textsOf(
  bytes: Uint8Array,
  {width, kind, isBigEndian}: {width: number; kind: string; isBigEndian: boolean}
): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = kind === "U";
  return Array.from({length: bytes.length / width}, (_, i) => {
    let text = "";
    for (let at = i * width; at < (i + 1) * width; at += wide ? 4 : 1) {
      const code = wide ? view.getUint32(at, !isBigEndian) : bytes[at];
      if (code === 0) break;
      text += code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
    }
    return text;
  });
}

/** Returns the values of an array that was stored columns first, rows first. */
function rowsFirst<Data extends Numbers | readonly string[]>(
  data: Data,
  shape: readonly number[]
): Data {
  const out = data.slice() as unknown as unknown[];
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, size) => product * size, 1)
  );
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; ++to) {
    out[to] = data[from];
    for (let axis = shape.length - 1; axis >= 0; --axis) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out as unknown as Data;
}

function unknownType(name: string, descr: string): Error {
  const file = shortName(name).split("/").at(-1)!;
  if (descr.startsWith("|O")) {
    const remedy = `numbers: numpy.save("images.npy", numpy.stack(numpy.load("${file}", allow_pickle=True)))`;
    return invalidFile(name, "an array of objects (“|O”)", remedy);
  }
  const remedy = "numbers or texts: save images.astype('float32')";
  return invalidFile(name, `type “${descr.slice(0, 20)}”`, remedy);
}

/** What the header of an .npy file says. */
interface NpyHeader {
  /** The type of the values, as NumPy writes it: “|u1”, “<f4”. */
  descr: string;
  /** Whether columns come first. */
  isFortran: boolean;
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
export function looksLikeNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/** Returns whether an .npy file holds objects of Python, or records, which are no numbers. */
export function holdsObjects(bytes: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, LONGEST));
  return looksLikeNpy(bytes) && /'descr'\s*:\s*('\|O'|\[)/.test(head);
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
  if (order === undefined) throw invalidFile(name, "no field “fortran_order”", "True or False");
  const sizes = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (sizes === undefined) throw invalidFile(name, "no field “shape”", "a tuple of sizes");
  const shape = sizes.split(",").map((size) => size.trim());
  if (shape.at(-1) === "") shape.pop(); // Python writes a single size as “(3,)”
  if (shape.length > MOST_SIZES || !shape.every((size) => /^\d{1,12}$/.test(size))) {
    throw invalidFile(
      name,
      `shape (${sizes.slice(0, 60).replaceAll(/\s+/g, " ")})`,
      `at most ${MOST_SIZES} sizes`
    );
  }
  return {descr, isFortran: order === "True", shape: shape.map(Number), start};
}
