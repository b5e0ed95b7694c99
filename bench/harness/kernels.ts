import {compileKernel} from "../../tools/models/compile-kernel.js";

/** A kernel as it is sent to a browser, and as it runs in Node. */
export interface Kernel {
  bytes: Uint8Array<ArrayBuffer>;
  module: WebAssembly.Module;
}

/** Both kernels. */
export interface Kernels {
  decoding: Kernel;
  training: Kernel;
}

/** Returns a promise to both kernels, compiled from their sources. */
export async function compileKernels(): Promise<Kernels> {
  return {decoding: await compiled("decoding"), training: await compiled("training")};
}

async function compiled(entry: keyof Kernels): Promise<Kernel> {
  const bytes = await compileKernel(entry);
  return {bytes, module: await WebAssembly.compile(bytes)};
}
