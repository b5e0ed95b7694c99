import type {NamedFile} from "./file.js";
import type {NamedArray} from "./npy.js";

/** A record of CIFAR-10’s binary files: the label, then red, green and blue of 32 × 32 pixels. */
const PIXELS = 3 * 32 * 32;

/** Returns whether a file is one of CIFAR-10’s binary batches; these have no first bytes of their own. */
export function looksLikeCifar({name, bytes}: NamedFile): boolean {
  const isNamed = /(^|\/)(data_batch_\d|test_batch)( ?\(\d+\))?\.bin$/.test(name);
  return isNamed && bytes.length > 0 && bytes.length % (1 + PIXELS) === 0;
}

/** Returns the images [n, 3, 32, 32] and the labels [n] of a batch of CIFAR-10. */
export function cifarArrays({name, bytes}: NamedFile): NamedArray[] {
  const count = bytes.length / (1 + PIXELS);
  const pixels = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; ++i) {
    const start = i * (1 + PIXELS);
    labels[i] = bytes[start];
    pixels.set(bytes.subarray(start + 1, start + 1 + PIXELS), i * PIXELS);
  }
  return [
    {name, shape: [count, 3, 32, 32], data: pixels},
    {name: `${name}/labels`, shape: [count], data: labels}
  ];
}
