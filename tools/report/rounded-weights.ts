import {createHash} from "node:crypto";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {constants, gzipSync} from "node:zlib";
import type {PackedLayer} from "../../src/formats/layers.js";
import {
  manifestDecoderLayers,
  manifestEncoderLayers,
  unpackFloat16
} from "../../src/formats/layers.js";
import {encodeLayers} from "../../src/formats/packed-file.js";
import {quantizeLayers} from "../../src/vae/quantize.js";
import {projectFolder} from "../project.js";
import type {ShippedModel} from "../models/shipped-model.js";
import {recordedDecodings} from "../models/shipped-model.js";
import {useWasmBackend} from "../models/wasm-backend.js";

/** What rounding depends on beside the weights; another number leaves what was kept aside. */
const VERSION = 4;

/** The test images at which outputs should change least: at their decodings, or their codes. */
const CALIBRATION_IMAGES = 2000;

/**
 * The bits of a weight of decoders that only draw pictures. In the mean their pixels change by less
 * than half of one of 255 levels, and by more than 16 levels in one pixel of 3000 at most.
 */
const PICTURE_BITS = 5;

/**
 * The bits of a weight of an encoder. Posteriors of two latents are narrow, those of four are wide:
 * an error in μ is a larger part of σ in the first.
 */
function encoderBits(latentSize: number): number {
  return latentSize <= 2 ? 8 : 6;
}

let backend: Promise<void> | undefined;

/** Returns a promise to the encoder of a model with rounded weights (see kept). */
export function roundedEncoder(model: ShippedModel): Promise<Uint8Array> {
  return kept(model, "encoder", (weights) => {
    const layers = unpackFloat16(manifestEncoderLayers(model.manifest), weights);
    const pixels = recordedDecodings(
      model,
      Array.from({length: CALIBRATION_IMAGES}, (_, i) => i)
    );
    const x = Float32Array.from(pixels, (value) => value / 255);
    const bits = encoderBits(model.manifest.latentSize);
    // The last two layers, μ and log σ², are small, and stay what they are.
    return [...quantizeLayers(layers.slice(0, -2), x, {bits, exact: 0}), ...layers.slice(-2)];
  });
}

/** Returns a promise to the decoder of a model as it is good enough for pictures (see kept). */
export function roundedDecoder(model: ShippedModel): Promise<Uint8Array> {
  return kept(model, "decoder", (weights) => {
    const layers = unpackFloat16(manifestDecoderLayers(model.manifest), weights);
    const z = model.codes.mu.slice(0, CALIBRATION_IMAGES * model.manifest.latentSize);
    return quantizeLayers(layers, z, {bits: PICTURE_BITS});
  });
}

/**
 * Returns a promise to the layers that round gives, packed and gzipped. It takes a few seconds, so
 * what it gives is kept under .cache, by the weights that it was made of.
 */
async function kept(
  {manifest}: ShippedModel,
  part: "encoder" | "decoder",
  round: (weights: ArrayBuffer) => PackedLayer[]
): Promise<Uint8Array> {
  const source = join(projectFolder, "models", manifest.id, part, "weights.bin");
  const weights = new Uint8Array(await readFile(source));
  const key = createHash("sha256").update(weights).digest("hex").slice(0, 16);
  const folder = join(projectFolder, ".cache", "report");
  const path = join(folder, `${manifest.id}-${part}-${key}-${VERSION}.gz`);
  const before = await readFile(path).catch(() => undefined);
  if (before !== undefined) return before;
  // Of two starts at the same time, tfjs gives up one.
  await (backend ??= useWasmBackend());
  // Weights hardly repeat: a strategy for such values takes some percent less room.
  const strategy = constants.Z_FILTERED;
  const packed = gzipSync(encodeLayers(round(weights.buffer)), {level: 9, strategy});
  await mkdir(folder, {recursive: true});
  await writeFile(path, packed);
  return packed;
}
