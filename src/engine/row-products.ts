import type {RowProducts} from "../math/likelihood.js";
import type {DecodingKernel} from "./decoding-kernel.js";
import {allocateBytes, instantiateKernel, roundUp, withCopy} from "./kernel-memory.js";

/** Keeps rows, row-major [count, width], for products with many vectors. */
export type KeepRows = (rows: Float32Array, width: number) => RowProducts;

/** Returns a promise to what keeps rows in the memory of a kernel of its own. */
export async function kernelRows(module: WebAssembly.Module): Promise<KeepRows> {
  const kernel = await instantiateKernel<DecodingKernel>(module);
  return (rows, width) => {
    const count = rows.length / width;
    const padded = roundUp(width, 8);
    const kept = allocateBytes(kernel, 4 * count * padded);
    const out = allocateBytes(kernel, 4 * count);
    const memory = new Float32Array(kernel.memory.buffer);
    for (let i = 0; i < count; ++i) {
      memory.set(rows.subarray(i * width, (i + 1) * width), kept / 4 + i * padded);
    }
    return (vector) => {
      // What pads the rows is 0, and so has to be what pads the vector.
      const whole = new Float32Array(padded);
      whole.set(vector);
      withCopy(kernel, whole, (address) => kernel.dots(kept, count, padded, address, out));
      return new Float32Array(kernel.memory.buffer, out, count).slice();
    };
  };
}
