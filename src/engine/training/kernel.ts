import type {DenseLayer} from "../../formats/architecture.js";
import type {Address, KernelMemory} from "../kernel-memory.js";
import {allocateBytes, roundUp} from "../kernel-memory.js";

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

/** What src/engine/kernel/training.ts exports; its sources say what each function does. */
export interface TrainingKernel extends KernelMemory {
  gemm(
    rows: number,
    columns: number,
    depth: number,
    a: Address,
    b: Address,
    c: Address,
    rowStride: number,
    panelStride: number,
    bias: Address,
    accumulate: number
  ): void;
  packRows(m: Address, rows: number, columns: number, stride: number, out: Address): void;
  packColumns(m: Address, rows: number, columns: number, stride: number, out: Address): void;
  packPanels(m: Address, rows: number, columns: number, stride: number, out: Address): void;
  packTransposedPanels(panels: Address, rows: number, columns: number, out: Address): void;
  relu(y: Address, count: number): void;
  tanh(y: Address, count: number): void;
  reluGradient(dy: Address, y: Address, count: number): void;
  tanhGradient(dy: Address, y: Address, count: number): void;
  bernoulliRow(x: Address, logits: Address, count: number, scale: number, out: Address): number;
  adam(
    w: Address,
    g: Address,
    mean: Address,
    square: Address,
    count: number,
    beta1: number,
    beta2: number,
    rate: number,
    epsilon: number,
    decay: number
  ): void;
  adagrad(
    w: Address,
    g: Address,
    sum: Address,
    count: number,
    rate: number,
    epsilon: number,
    decay: number
  ): void;
  dreamRow(logits: Address, count: number, key0: number, key1: number, out: Address): void;
  meansRow(logits: Address, count: number, out: Address): void;
  packSparseRows(
    m: Address,
    rows: number,
    columns: number,
    stride: number,
    limit: number,
    out: Address
  ): number;
  transposeSparse(sparse: Address, rows: number, columns: number, out: Address): void;
  sparseGemm(
    rows: number,
    columns: number,
    depth: number,
    a: Address,
    b: Address,
    bPanel: number,
    c: Address,
    rowStride: number,
    panelStride: number,
    bias: Address
  ): void;
  columnSums(m: Address, rows: number, columns: number, out: Address): void;
}

/** A row-major matrix in the kernel's memory, filled up with zeros to whole SIMD vectors. */
export interface KernelMatrix {
  address: Address;
  /** Rows and columns that mean something. */
  rows: number;
  columns: number;
  /** Rows and columns as they lie in memory: multiples of 4 and of 8. */
  paddedRows: number;
  paddedColumns: number;
  /** Bytes from one row to the next. */
  stride: number;
}

/**
 * Returns the address of fresh zeros.
 *
 * @throws Error if the memory cannot grow
 */
export function allocateFloats(kernel: TrainingKernel, count: number): Address {
  return allocateBytes(kernel, 4 * count);
}

/** Returns a fresh matrix of zeros. */
export function allocateMatrix(
  kernel: TrainingKernel,
  rows: number,
  columns: number
): KernelMatrix {
  const paddedRows = roundUp(rows, 4);
  const paddedColumns = roundUp(columns, 8);
  const address = allocateFloats(kernel, paddedRows * paddedColumns);
  return {address, rows, columns, paddedRows, paddedColumns, stride: 4 * paddedColumns};
}

/** Returns a view of numbers in the kernel's memory; it goes stale when the memory grows. */
export function floats(kernel: TrainingKernel, address: Address, count: number): Float32Array {
  return new Float32Array(kernel.memory.buffer, address, count);
}
