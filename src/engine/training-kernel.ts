import {allocateBytes, roundUp} from "./kernel-memory.js";
import type {Address, KernelMemory} from "./kernel-memory.js";

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
