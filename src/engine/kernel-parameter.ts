import type {DenseLayer} from "../formats/architecture.js";
import type {Address} from "./kernel-memory.js";
import {roundUp} from "./kernel-memory.js";
import type {TrainingKernel} from "./training-kernel.js";
import {allocateFloats, floats} from "./training-kernel.js";

/** One array of parameters in the kernel's memory, with its gradient beside it. */
export interface KernelParameter {
  name: string;
  shape: [number, number] | [number];
  values: Address;
  gradient: Address;
  /** The length in memory, padding included. */
  paddedLength: number;
  /** Returns where in memory order the element of a row-major index lies. */
  position(index: number): number;
}

/** Returns the kernel of a dense layer: panels of eight columns, as gemm reads them. */
export function allocateKernel(
  kernel: TrainingKernel,
  {name, inputs, units}: DenseLayer
): KernelParameter {
  const depth = roundUp(inputs, 4);
  return {
    ...allocate(kernel, depth * roundUp(units, 8)),
    name: `${name}/kernel`,
    shape: [inputs, units],
    position: (index) => {
      const column = index % units;
      return ((column >> 3) * depth + Math.floor(index / units)) * 8 + (column & 7);
    }
  };
}

/** Returns the bias of a dense layer, a number a column. */
export function allocateBias(kernel: TrainingKernel, {name, units}: DenseLayer): KernelParameter {
  return {
    ...allocate(kernel, roundUp(units, 8)),
    name: `${name}/bias`,
    shape: [units],
    position: (index) => index
  };
}

/**
 * Mutates the kernel's memory: writes row-major values in a parameter's memory order.
 *
 * @throws Error naming the array if it is missing or has another length
 */
export function writeValues(
  kernel: TrainingKernel,
  {name, shape, paddedLength, position}: KernelParameter,
  address: Address,
  values: Float32Array | undefined
): void {
  const length = shape.reduce((product, n) => product * n, 1);
  if (values?.length !== length) {
    throw new Error(`invalid ${name}: length ${values?.length}, expected ${length}`);
  }
  const target = floats(kernel, address, paddedLength);
  values.forEach((value, i) => (target[position(i)] = value));
}

/** Returns a row-major copy of an array that lies in a parameter's memory order. */
export function readValues(
  kernel: TrainingKernel,
  {shape, paddedLength, position}: KernelParameter,
  address: Address
): Float32Array {
  const source = floats(kernel, address, paddedLength);
  const length = shape.reduce((product, n) => product * n, 1);
  return Float32Array.from({length}, (_, i) => source[position(i)]);
}

function allocate(kernel: TrainingKernel, paddedLength: number) {
  return {
    values: allocateFloats(kernel, paddedLength),
    gradient: allocateFloats(kernel, paddedLength),
    paddedLength
  };
}
