/** An address in the kernel's memory, in bytes. */
export type Address = number;

/** What src/engine/kernel/training.ts exports; its sources say what each function does. */
export interface TrainingKernel {
  memory: WebAssembly.Memory;
  allocate(bytes: number): Address;
  release(address: Address): void;
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
    epsilon: number
  ): void;
  adagrad(w: Address, g: Address, sum: Address, count: number, rate: number, epsilon: number): void;
  columnSums(m: Address, rows: number, columns: number, out: Address): void;
}

/** Returns a fresh kernel with a memory of its own. */
export async function instantiateTrainingKernel(
  module: WebAssembly.Module
): Promise<TrainingKernel> {
  const imports = {env: {abort: () => {}}};
  const {exports} = await WebAssembly.instantiate(module, imports);
  return exports as unknown as TrainingKernel;
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

/** Returns n rounded up to a multiple of m. */
export function roundUp(n: number, m: number): number {
  return Math.ceil(n / m) * m;
}

/**
 * Returns the address of fresh, zeroed memory.
 *
 * @throws Error if the memory cannot grow
 */
export function allocateFloats(kernel: TrainingKernel, count: number): Address {
  const address = kernel.allocate(4 * count);
  if (address === 0) {
    throw new Error(`out of memory: the kernel could not get ${4 * count} bytes more`);
  }
  return address;
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
