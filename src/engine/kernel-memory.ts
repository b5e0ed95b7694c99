/** An address in a kernel's memory, in bytes. */
export type Address = number;

/** What every kernel exports of its memory; src/engine/kernel/memory.ts says how it is kept. */
export interface KernelMemory {
  memory: WebAssembly.Memory;
  allocate(bytes: number): Address;
  release(address: Address): void;
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
