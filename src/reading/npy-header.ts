import {invalidFile} from "./named-file.js";

/** What the header of an .npy file says. */
export interface NpyHeader {
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
export function looksLikeNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * Returns what an .npy file says of its array: magic number, version, length of the header, then a
 * Python dictionary with exactly the keys descr, fortran_order and shape.
 *
 * @param name what errors call the file
 * @throws Error naming the file, the field and its value
 */
export function npyHeader(bytes: Uint8Array, name: string): NpyHeader {
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
