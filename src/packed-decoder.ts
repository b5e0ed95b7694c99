import {once} from "./async/once.js";
import type {Decoder} from "./engine/decoder.js";
import {networkDecoder} from "./engine/decoder.js";
import type {PortableNetwork} from "./engine/open-network.js";
import {openNetwork} from "./engine/open-network.js";
import {fromFloat16} from "./formats/bytes.js";
import type {PackedLayer} from "./formats/layers.js";
import {checkSameLayers, manifestDecoderLayers, unpackFloat16} from "./formats/layers.js";
import type {Manifest} from "./formats/manifest.js";

/** What a decoder without tfjs is made of. */
export interface PackedDecoderParts {
  manifest: Pick<Manifest, "id" | "image" | "latentSize" | "decoder">;
  /** The layers with 8-bit weights, which give the pictures. */
  layers: PackedLayer[];
  /** The decoding kernel, or why it cannot be used. */
  kernel: WebAssembly.Module | Error | undefined;
  /** Fetches the float16 weights, which give the numbers; called when first asked for any. */
  numbers: () => Promise<ArrayBuffer>;
}

/** A decoder, and why it is not the one that was to be expected. */
export type ExplainedDecoder = Decoder & {reason?: string};

/**
 * Returns a promise to a decoder in the kernel, or in the plain loop where there is no kernel.
 *
 * @throws Error (as a rejection) if the layers are not those that the manifest says
 */
export async function createPackedDecoder({
  manifest,
  layers,
  kernel,
  numbers
}: PackedDecoderParts): Promise<ExplainedDecoder> {
  const expected = manifestDecoderLayers(manifest);
  checkSameLayers(`${manifest.id}/decoder`, layers, expected);
  const missing = kernel instanceof Error ? kernel.message : undefined;
  const module = kernel instanceof Error ? undefined : kernel;
  const portable: PortableNetwork = {layers, kernel: module};
  const {network, engine, reason = missing} = await openNetwork(portable, fromFloat16);

  const exact = once(async () => {
    const exactLayers = unpackFloat16(expected, await numbers());
    return (await openNetwork({layers: exactLayers, kernel: module}, fromFloat16)).network;
  });

  const {width, height} = manifest.image;
  const facts = {latentSize: manifest.latentSize, width, height, engine, portable};
  return {...networkDecoder(facts, network, exact), reason};
}
