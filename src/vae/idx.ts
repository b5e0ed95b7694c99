/** An array in IDX form, the format in which MNIST was published. */
export interface Idx {
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
