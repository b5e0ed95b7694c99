import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import type {DecodingKernel} from "../../src/engine/kernel-network.js";
import {createKernelNetwork} from "../../src/engine/kernel-network.js";
import {gunzip} from "../../src/formats/gunzip.js";
import {decodeLayers} from "../../src/formats/packed-file.js";

/** Returns a promise to the first image of the kernel, from a compressed file of 8-bit weights. */
export async function firstImage(weights: ArrayBuffer, z: Float32Array): Promise<number> {
  const module = await WebAssembly.compileStreaming(fetch("decoding.wasm"));
  const kernel = await instantiateKernel<DecodingKernel>(module);
  const bytes = await gunzip(new Uint8Array(weights), "weights");
  const layers = decodeLayers(bytes.buffer as ArrayBuffer);
  return createKernelNetwork(kernel, layers).pixels(z, 1).length;
}
