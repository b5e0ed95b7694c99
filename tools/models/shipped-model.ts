import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Network} from "../../src/engine/decoder.js";
import {openNetwork} from "../../src/engine/open-network.js";
import {createPackedEncoder} from "../../src/engine/packed-encoder.js";
import type {Codes} from "../../src/formats/codes.js";
import {decodeCodes} from "../../src/formats/codes.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {manifestDecoderLayers, unpackFloat16} from "../../src/formats/layers.js";
import type {Manifest} from "../../src/formats/manifest.js";
import {parseManifest} from "../../src/formats/manifest.js";
import type {DiagonalGaussian} from "../../src/math/diagonal-gaussian.js";
import {projectFolder} from "../project.js";
import {compileKernel} from "./compile-kernel.js";

/** A shipped model as the tools use it, read from its folder. */
export interface ShippedModel {
  manifest: Manifest;
  codes: Codes;
  /** The decoder with float16 weights. */
  network: Network;
  /** The layers of the decoder. */
  layers: PackedLayer[];
}

/**
 * Returns a promise to a model of the repository’s models folder.
 *
 * @param options.engine “plain” saves the time to compile the kernel, for a few images
 */
export async function shippedModel(
  id: string,
  {engine = "kernel"}: {engine?: "kernel" | "plain"} = {}
): Promise<ShippedModel> {
  const read = (name: string) => readFile(join(projectFolder, "models", id, name));
  const manifest = parseManifest(JSON.parse((await read("manifest.json")).toString()));
  const weights = new Uint8Array(await read("decoder/weights.bin"));
  const layers = unpackFloat16(manifestDecoderLayers(manifest), weights.buffer);
  const kernel =
    engine === "plain" ? undefined : await WebAssembly.compile(await compileKernel("decoding"));
  const {network} = await openNetwork({layers, kernel});
  return {manifest, codes: decodeCodes(await read("codes.bin")), network, layers};
}

/**
 * Returns a promise to the encoder of a model of the repository’s models folder, as a function of one
 * image in 8 bits a pixel, row-major, that returns the encoder’s q for it.
 */
export async function shippedEncoder(
  id: string
): Promise<(pixels: ArrayLike<number>) => DiagonalGaussian> {
  const read = (name: string) => readFile(join(projectFolder, "models", id, name));
  const encoder = await createPackedEncoder({
    manifest: parseManifest(JSON.parse((await read("manifest.json")).toString())),
    weights: new Uint8Array(await read("encoder/weights.bin")).buffer,
    kernel: await WebAssembly.compile(await compileKernel("decoding"))
  });
  return (pixels) => {
    const x = Float32Array.from(pixels, (byte) => byte / 255);
    const {mu, logVar} = encoder.encode(x, 1);
    return {mu: [...mu], logVar: [...logVar]};
  };
}

/**
 * Returns what the decoder makes of the recorded codes of some test images: the mean of p(x|z) at
 * z = μ, in 8 bits, row-major [indexes, pixels].
 */
export function recordedDecodings(
  {codes, network}: Pick<ShippedModel, "codes" | "network">,
  indexes: ArrayLike<number>
): Uint8ClampedArray {
  const {mu, latentSize} = codes;
  const z = Float32Array.from({length: indexes.length * latentSize}, (_, i) => {
    const image = indexes[Math.floor(i / latentSize)];
    return mu[image * latentSize + (i % latentSize)];
  });
  return network.pixels(z, indexes.length);
}
