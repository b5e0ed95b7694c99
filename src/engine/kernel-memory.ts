/** An address in a kernel's memory, in bytes. */
export type Address = number;

/** What every kernel exports of its memory; src/engine/kernel/memory.ts says how it is kept. */
export interface KernelMemory {
  memory: WebAssembly.Memory;
  allocate(bytes: number): Address;
  release(address: Address): void;
}

/** A module whose only function is a product and a sum in one relaxed instruction. */
const RELAXED = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0, 10, 13, 1, 11, 0,
  32, 0, 32, 1, 32, 2, 253, 133, 2, 11
]);

/** Returns whether this engine takes kernels that are built with relaxed SIMD. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED);
}

/** Returns a fresh kernel with a memory of its own. */
export async function instantiateKernel<T extends KernelMemory>(
  module: WebAssembly.Module
): Promise<T> {
  const imports = {env: {abort: () => {}}};
  const {exports} = await WebAssembly.instantiate(module, imports);
  return exports as unknown as T;
}

/**
 * Returns the address of fresh, zeroed memory.
 *
 * @throws Error if the memory cannot grow
 */
export function allocateBytes(kernel: KernelMemory, bytes: number): Address {
  const address = kernel.allocate(bytes);
  if (address === 0) throw new Error(`out of memory: the kernel could not get ${bytes} bytes more`);
  return address;
}

/** Calls back with the address of a copy of an array, which is gone afterwards. */
export function withCopy(
  kernel: KernelMemory,
  {buffer, byteOffset, byteLength}: ArrayBufferView,
  use: (address: Address) => void
): void {
  const address = allocateBytes(kernel, byteLength);
  new Uint8Array(kernel.memory.buffer).set(new Uint8Array(buffer, byteOffset, byteLength), address);
  use(address);
  kernel.release(address);
}

/** Returns n rounded up to a multiple of m. */
export function roundUp(n: number, m: number): number {
  return Math.ceil(n / m) * m;
}
