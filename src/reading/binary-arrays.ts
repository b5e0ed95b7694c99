import type {NamedFile} from "./file.js";
import {invalidFile} from "./file.js";
import type {NamedArray, NumberType} from "./npy.js";
import {typedNumbers} from "./npy.js";

/** The types of IDX by the third byte of their magic number; all are big-endian. */
const types = new Map<number, {type: NumberType; width: number}>([
  [0x08, {type: "u1", width: 1}],
  [0x09, {type: "i1", width: 1}],
  [0x0b, {type: "i2", width: 2}],
  [0x0c, {type: "i4", width: 4}],
  [0x0d, {type: "f4", width: 4}],
  [0x0e, {type: "f8", width: 8}]
]);

/** The most dimensions that are read. */
const MOST_SIZES = 8;

/** What to do about a file that is not what it should be. */
const REMEDY = "download the file again";

/** Returns whether a file starts as an IDX file does: two zeros, a type, a number of dimensions. */
export function looksLikeIdx(bytes: Uint8Array): boolean {
  const [first, second, type, rank] = bytes;
  return first === 0 && second === 0 && types.has(type) && rank >= 1 && rank <= MOST_SIZES;
}

/**
 * Returns the array that an uncompressed IDX file holds, in any of its types: that of MNIST is of
 * unsigned bytes, QMNIST’s labels are of 32-bit integers.
 *
 * @throws Error if the magic number is wrong or the length is not what the sizes ask for
 */
export function parseAnyIdx({name, bytes}: NamedFile): NamedArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4) throw truncated(name, bytes.length, "at least 4");
  const rank = bytes[3];
  if (!looksLikeIdx(bytes)) {
    const found = `magic number 0x${view.getUint32(0).toString(16).padStart(8, "0")}`;
    const expected = `0x00000801 (labels) or 0x00000803 (images); ${REMEDY}`;
    throw invalidFile(name, found, expected);
  }
  const {type, width} = types.get(bytes[2])!;
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw truncated(name, bytes.length, `at least ${start}`);
  const shape = Array.from({length: rank}, (_, i) => view.getUint32(4 + 4 * i));
  const end = shape.reduce((product, size) => product * size, width) + start;
  if (bytes.length < end) throw truncated(name, bytes.length, String(end));
  if (bytes.length > end) {
    const expected = `${end} for ${shape.join(" × ")} values; ${REMEDY}`;
    throw invalidFile(name, `${bytes.length} bytes`, expected);
  }
  return {name, shape, data: typedNumbers(bytes.subarray(start), type, true)};
}

function truncated(name: string, found: number, expected: string): Error {
  return new Error(`truncated ${name}: ${found} bytes, expected ${expected}; ${REMEDY}`);
}

/** The red, green and blue, plane by plane, of 32 × 32 pixels. */
const PIXELS = 3 * 32 * 32;

/** The binary files of CIFAR by their names, and the labels before the pixels of a record. */
const cifarKinds = [
  {names: /(^|\/)(data_batch_\d|test_batch)( ?\(\d+\))?\.bin$/, labels: 1},
  // CIFAR-100 has a coarse label and a fine one.
  {names: /(^|\/)(train|test)( ?\(\d+\))?\.bin$/, labels: 2}
];

function cifarLabels({name, bytes}: NamedFile): number | undefined {
  return cifarKinds.find(
    ({names, labels}) =>
      names.test(name) && bytes.length > 0 && bytes.length % (labels + PIXELS) === 0
  )?.labels;
}

/** Returns whether a file is one of CIFAR’s binary batches; these have no first bytes of their own. */
export function looksLikeCifar(file: NamedFile): boolean {
  return cifarLabels(file) !== undefined;
}

/** Returns the images [n, 3, 32, 32] and the labels [n], the fine ones, of a batch of CIFAR. */
export function cifarArrays(file: NamedFile): NamedArray[] {
  const {name, bytes} = file;
  const before = cifarLabels(file)!;
  const count = bytes.length / (before + PIXELS);
  const pixels = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; ++i) {
    const start = i * (before + PIXELS) + before;
    labels[i] = bytes[start - 1];
    pixels.set(bytes.subarray(start, start + PIXELS), i * PIXELS);
  }
  return [
    {name, shape: [count, 3, 32, 32], data: pixels},
    {name: `${name}/labels`, shape: [count], data: labels}
  ];
}
