import {joinLayers, manifestEncoderLayers, unpackFloat16} from "../formats/layers.js";
import type {Manifest} from "../formats/manifest.js";
import type {Encoder} from "./decoder.js";
import {networkEncoder} from "./decoder.js";
import {openNetwork} from "./open-network.js";

/** What an encoder without tfjs is made of. */
interface PackedEncoderParts {
  manifest: Pick<Manifest, "image" | "latentSize" | "encoder">;
  /** The bytes of encoder/weights.bin. */
  weights: ArrayBuffer;
  /** The decoding kernel; undefined for the plain loop. */
  kernel?: WebAssembly.Module;
}

/**
 * Returns a promise to an encoder in the kernel, or in the plain loop where there is no kernel.
 *
 * @throws Error (as a rejection) if the weights are not as many as the manifest says
 */
export async function createPackedEncoder({
  manifest,
  weights,
  kernel
}: PackedEncoderParts): Promise<Encoder> {
  const layers = unpackFloat16(manifestEncoderLayers(manifest), weights);
  const [mu, logVar] = layers.slice(-2);
  const joined = [...layers.slice(0, -2), joinLayers(mu, logVar)];
  const {network} = await openNetwork({layers: joined, kernel});
  const {inputs: inputSize} = layers[0];
  return networkEncoder({inputSize, latentSize: manifest.latentSize}, network);
}
