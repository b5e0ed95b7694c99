import type {PackedLayer} from "../formats/layers.js";
import type {OutputScale} from "../formats/output-scale.js";
import {logitsOf, meansOf} from "../formats/output-scale.js";
import type {Network} from "./decoder.js";
import {pixelsOfMeans} from "./decoder.js";
import {instantiateKernel} from "./kernel-memory.js";
import type {DecodingKernel} from "./kernel-network.js";
import {createKernelNetwork} from "./kernel-network.js";
import {createPlainNetwork} from "./plain-network.js";
import {paintStrip} from "./sheets/strip.js";

/** A network as it can be sent to a worker: nothing in it runs yet. */
export interface PortableNetwork {
  layers: PackedLayer[];
  /** The decoding kernel, compiled; undefined for the plain loop. */
  kernel?: WebAssembly.Module;
  /** What the last layer gives; logits if it is left out. */
  scale?: OutputScale;
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
export async function openNetwork({layers, kernel, scale}: PortableNetwork): Promise<OpenNetwork> {
  const wrap = (network: Network) =>
    scale === undefined || scale === "logits" ? network : scaledNetwork(network, scale);
  if (kernel === undefined) return {network: wrap(createPlainNetwork(layers)), engine: "plain"};
  try {
    const instance = await instantiateKernel<DecodingKernel>(kernel);
    return {network: wrap(createKernelNetwork(instance, layers)), engine: "kernel"};
  } catch (error) {
    const network = wrap(createPlainNetwork(layers));
    return {network, engine: "plain", reason: (error as Error).message};
  }
}

/** Returns a network whose last layer gives no logits, but what a scale says. */
function scaledNetwork({logits: numbers, hidden}: Network, scale: OutputScale): Network {
  const pixels = (z: Float32Array, count: number) =>
    pixelsOfMeans(meansOf(numbers(z, count), scale));
  return {
    pixels,
    paint: (z, count, shape, rgba) => paintStrip(pixels(z, count), shape, rgba),
    logits: (z, count) => logitsOf(numbers(z, count), scale),
    hidden
  };
}
