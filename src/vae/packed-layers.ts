import type {DenseLayer} from "./architecture.js";
import {fromFloat16} from "./float16.js";

/** A dense layer with its weights as they are stored. */
export interface PackedLayer extends Omit<DenseLayer, "name"> {
  kernel: PackedKernel;
  /** Float16 bits, one a unit. */
  bias: Uint16Array<ArrayBuffer>;
}

/** A kernel, row-major [inputs, units]: float16 bits, or 8-bit integers with a step a column. */
export type PackedKernel =
  | {type: "float16"; halves: Uint16Array<ArrayBuffer>}
  | {type: "int8"; integers: Int8Array<ArrayBuffer>; steps: Float32Array<ArrayBuffer>};

/**
 * Returns the layers of a network whose weights lie one after the other as float16: kernel and bias
 * of the first layer, then of the next, as a weights.bin holds them.
 *
 * @throws Error if the bytes are not as many as the layers need
 */
export function unpackFloat16(layers: readonly DenseLayer[], bytes: ArrayBuffer): PackedLayer[] {
  const expected = layers.reduce((sum, {inputs, units}) => sum + 2 * (inputs + 1) * units, 0);
  if (bytes.byteLength !== expected) {
    throw new Error(`invalid weights: ${bytes.byteLength} bytes, expected ${expected}`);
  }
  let offset = 0;
  const take = (count: number) => {
    const halves = new Uint16Array(bytes, offset, count);
    offset += halves.byteLength;
    return halves;
  };
  return layers.map(({inputs, units, activation}) => ({
    inputs,
    units,
    activation,
    kernel: {type: "float16", halves: take(inputs * units)},
    bias: take(units)
  }));
}

/** Returns the kernel of a layer as numbers, row-major [inputs, units]. */
export function kernelValues({kernel, units}: PackedLayer): Float32Array<ArrayBuffer> {
  if (kernel.type === "float16") return fromFloat16(kernel.halves);
  return Float32Array.from(kernel.integers, (integer, i) => integer * kernel.steps[i % units]);
}
