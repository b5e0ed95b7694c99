import {sha256} from "@noble/hashes/sha2.js";
import {bytesToHex} from "@noble/hashes/utils.js";
import {openNetwork} from "../engine/open-network.js";
import {fromFloat16} from "../formats/bytes.js";
import type {Codes} from "../formats/codes.js";
import {decodeCodes} from "../formats/codes.js";
import {gunzip} from "../formats/gunzip.js";
import type {ImageSize} from "../formats/image-size.js";
import {imageSizeOf} from "../formats/image-size.js";
import type {PackedLayer} from "../formats/layers.js";
import {
  checkSameLayers,
  joinLayers,
  manifestDecoderLayers,
  manifestEncoderLayers,
  unpackFloat16
} from "../formats/layers.js";
import type {ModelFile, RunManifest} from "../formats/manifest.js";
import {parseRunManifest} from "../formats/manifest.js";
import {decodeLayers} from "../formats/packed-file.js";
import {meanKlPerUnit} from "../math/latent-use.js";
import {logitsEnd} from "../reading/decoder-end.js";
import type {NamedFile} from "../reading/file.js";
import {invalidFile, jsonOf} from "../reading/file.js";
import type {DroppedModel} from "../reading/model.js";
import {unzip, zipDirectory} from "../reading/zip.js";
import type {RunPlan} from "./plan.js";
import {parseRunPlan} from "./plan.js";
import {sheetPoints} from "./recorded-run.js";

/** A model that was read from a zip; nothing in it runs yet. */
export interface OpenModel {
  manifest: RunManifest;
  /** The plan of its run; undefined if the zip has none. */
  plan?: RunPlan;
  /** The decoder with 8-bit weights, for pictures. */
  layers: PackedLayer[];
  /** The float16 weights of both networks, as in their weights.bin. */
  decoderWeights: ArrayBuffer;
  encoderWeights: ArrayBuffer;
  codes: Codes;
}

const MIB = 2 ** 20;

/** More than any model that a page trains. */
const LIMITS = {side: 64, unpacked: 128 * MIB, pixels: 0, files: 64};

/**
 * Returns a promise to the model in a zip of modelZip, checked against its manifest.
 *
 * @throws Error (as a rejection) in one sentence naming the file that is missing or wrong
 */
export async function openModelZip(zip: NamedFile): Promise<OpenModel> {
  const files = new Map(
    unzip(zip, LIMITS).map(({name, bytes}) => [name.slice(zip.name.length + 1), bytes])
  );
  const read = (name: string) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw invalidFile(zip.name, `no ${name}`, "a zip of a model");
    return bytes;
  };
  const named = <T>(name: string, parse: () => T): T => {
    try {
      return parse();
    } catch (cause) {
      throw new Error(`${zip.name}/${name}: ${(cause as Error).message}`, {cause});
    }
  };
  const manifestBytes = read("manifest.json");
  const manifest = named("manifest.json", () =>
    parseRunManifest(jsonOf(manifestBytes, "manifest.json"))
  );
  const verified = (name: ModelFile) => {
    const bytes = read(name);
    const {bytes: length, sha256: expected} = manifest.files[name];
    const found = bytesToHex(sha256(bytes));
    if (bytes.length !== length || found !== expected) {
      const [is, should] = [found, expected].map((hash) => `${hash.slice(0, 8)}…`);
      throw invalidFile(`${zip.name}/${name}`, `SHA-256 ${is}`, `${should}; it is altered`);
    }
    return bytes;
  };
  const networks = {
    encoder: manifestEncoderLayers(manifest),
    decoder: manifestDecoderLayers(manifest)
  };
  const [encoderWeights, decoderWeights] = (["encoder", "decoder"] as const).map((network) => {
    const name = `${network}/weights.bin` as const;
    const {buffer} = verified(name).slice();
    named(name, () => checkLayers(unpackFloat16(networks[network], buffer)));
    return buffer;
  });
  const packed = await gunzip(verified("decoder/int8.bin").slice(), `${zip.name}/decoder/int8.bin`);
  const layers = named("decoder/int8.bin", () => decodeLayers(packed.slice().buffer));
  named("decoder/int8.bin", () => {
    checkSameLayers("layers", layers, networks.decoder);
    checkLayers(layers);
  });
  const codeBytes = verified("codes.bin");
  const codes = named("codes.bin", () => decodeCodes(codeBytes));
  named("codes.bin", () => {
    checkFinite(codes.mu);
    checkFinite(codes.logVar);
    if (codes.latentSize !== manifest.latentSize) {
      throw new Error(
        `invalid codes: ${codes.latentSize} latents, expected ${manifest.latentSize}`
      );
    }
  });
  const plan = files.has("plan.json")
    ? named("plan.json", () => parseRunPlan(jsonOf(read("plan.json"), "plan.json")))
    : undefined;
  return {manifest, plan, layers, decoderWeights, encoderWeights, codes};
}

/** Returns whether a zip is one that a page makes of what it has trained. */
export function isModelZip(zip: NamedFile): boolean {
  const names = zipDirectory(zip).map(({name}) => name);
  return ["manifest.json", "codes.bin"].every((name) => names.includes(name));
}

/** Returns the model of such a zip as one that the reader dropped, with the weights of its numbers. */
export function trainedModel(
  {manifest, decoderWeights, encoderWeights, codes}: OpenModel,
  zip: NamedFile
): DroppedModel {
  const {id, image, latentSize, dataset} = manifest;
  const layers = unpackFloat16(manifestEncoderLayers(manifest), encoderWeights);
  const [mu, logVar] = layers.slice(-2);
  const model = {
    name: zip.name,
    latentSize,
    image: imageSizeOf(image),
    decoder: unpackFloat16(manifestDecoderLayers(manifest), decoderWeights),
    end: logitsEnd,
    ...(image.channels === 3 ? {order: "channels last" as const} : {}),
    encoder: [...layers.slice(0, -2), joinLayers(mu, logVar)]
  };
  return {title: id, network: {type: "packed", model}, codes, dataset};
}

/** The model of such a zip, as section 3 shows it. */
export interface ShownModel extends ImageSize {
  id: string;
  /** The plan of its run; undefined if the zip has none. */
  plan?: RunPlan;
  latentSize: number;
  /** The means of the pixels of a sheet, 8 bits, row-major. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Codes of held-out images, row-major [count, latentSize], and their classes. */
  mu: Float32Array<ArrayBuffer>;
  logVar: Float32Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
  /** The mean KL of each dimension over all of its codes, in nats per image. */
  klPerUnit: number[];
  /** Its bound on held-out images, in nats per image, as its manifest says. */
  elbo: number;
}

/** How much of a model is shown. */
export interface ShownSize {
  /** The images along each side of the sheet. */
  side: number;
  /** The most codes. */
  codes: number;
}

/** Returns a promise to the model of such a zip, decoded to a sheet. */
export async function shownModel(
  {manifest, plan, layers, codes: {count, mu, logVar, labels}}: OpenModel,
  {side, codes}: ShownSize
): Promise<ShownModel> {
  const {id, latentSize, image, results} = manifest;
  // One sheet: the plain loop has drawn it before a kernel would be fetched.
  const {network} = await openNetwork({layers});
  const shown = Math.min(codes, count);
  return {
    id,
    plan,
    latentSize,
    ...imageSizeOf(image),
    pixels: network.pixels(sheetPoints(latentSize, side), side * side).slice(),
    mu: mu.slice(0, shown * latentSize),
    logVar: logVar.slice(0, shown * latentSize),
    labels: Uint8Array.from(labels.subarray(0, shown)),
    klPerUnit: Array.from(meanKlPerUnit(mu, logVar, latentSize)),
    elbo: results.elbo
  };
}

/**
 * Checks that all numbers are finite.
 *
 * @throws Error with the first one that is not, and where it stands
 */
function checkFinite(numbers: ArrayLike<number>): void {
  for (let i = 0; i < numbers.length; ++i) {
    if (!Number.isFinite(numbers[i])) {
      throw new Error(`invalid numbers: ${numbers[i]} at ${i}, expected finite ones`);
    }
  }
}

/** Checks that all weights of a network are finite; it throws likewise. */
export function checkLayers(layers: readonly PackedLayer[]): void {
  for (const {kernel, bias} of layers) {
    checkFinite(kernel.type === "float16" ? fromFloat16(kernel.halves) : kernel.steps);
    checkFinite(fromFloat16(bias));
  }
}
