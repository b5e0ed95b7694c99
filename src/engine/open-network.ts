import type {PackedLayer} from "../formats/layers.js";
import type {Network} from "./decoder.js";
import {instantiateKernel} from "./kernel-memory.js";
import type {DecodingKernel} from "./kernel-network.js";
import {createKernelNetwork} from "./kernel-network.js";
import {createPlainNetwork} from "./plain-network.js";

/** A network as it can be sent to a worker: nothing in it runs yet. */
export interface PortableNetwork {
  layers: PackedLayer[];
  /** The decoding kernel, compiled; undefined for the plain loop. */
  kernel?: WebAssembly.Module;
}

/** A network that runs. */
export interface OpenNetwork {
  network: Network;
  engine: "kernel" | "plain";
  /** Why it is the plain loop although there is a kernel. */
  reason?: string;
}

/**
 * Returns a promise to the network, in a kernel of its own, or as a plain loop where there is no
 * kernel or no memory for it.
 */
export async function openNetwork({layers, kernel}: PortableNetwork): Promise<OpenNetwork> {
  if (kernel === undefined) return {network: createPlainNetwork(layers), engine: "plain"};
  try {
    const instance = await instantiateKernel<DecodingKernel>(kernel);
    return {network: createKernelNetwork(instance, layers), engine: "kernel"};
  } catch (error) {
    const network = createPlainNetwork(layers);
    return {network, engine: "plain", reason: (error as Error).message};
  }
}
