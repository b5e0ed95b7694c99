import {createHash} from "node:crypto";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {manifestEncoderLayers} from "../../src/vae/manifest-layers.js";
import {encodeLayers} from "../../src/vae/packed-file.js";
import {unpackFloat16} from "../../src/vae/packed-layers.js";
import {quantizeLayers} from "../../src/vae/quantize.js";
import {recordedDecodings, type ShippedModel} from "../shipped-model.js";
import {projectFolder} from "../project.js";
import {useWasmBackend} from "../wasm-backend.js";

/** What rounding depends on beside the weights; another number leaves what was kept aside. */
const VERSION = 1;

/** The images at which outputs should change least. */
const CALIBRATION_IMAGES = 2000;

/**
 * The bits of a weight. Posteriors of two latents are narrow, those of four are wide: an error in μ
 * is a larger part of σ in the first.
 */
function bitsOf(latentSize: number): number {
  return latentSize <= 2 ? 8 : 6;
}

/**
 * Returns a promise to the encoder of a model with rounded weights, as gzipped packed layers: a
 * third of its size. It takes half a minute, so what it gives is kept under .cache.
 */
export async function lightEncoder(model: ShippedModel): Promise<Uint8Array> {
  const {id} = model.manifest;
  const weights = await readFile(join(projectFolder, "models", id, "encoder", "weights.bin"));
  const key = createHash("sha256").update(weights).digest("hex").slice(0, 16);
  const folder = join(projectFolder, ".cache", "report");
  const path = join(folder, `${id}-encoder-${key}-${VERSION}.gz`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined) return kept;
  const rounded = await roundEncoder(model, new Uint8Array(weights));
  await mkdir(folder, {recursive: true});
  await writeFile(path, rounded);
  return rounded;
}

/** Rounds all but the last two layers, μ and log σ², which are small. */
async function roundEncoder(model: ShippedModel, weights: Uint8Array<ArrayBuffer>) {
  await useWasmBackend();
  const {manifest} = model;
  const layers = unpackFloat16(manifestEncoderLayers(manifest), weights.buffer);
  const pixels = recordedDecodings(model, Array.from({length: CALIBRATION_IMAGES}, (_, i) => i));
  const x = Float32Array.from(pixels, (value) => value / 255);
  const bits = bitsOf(manifest.latentSize);
  const hidden = quantizeLayers(layers.slice(0, -2), x, {bits, exact: 0});
  return gzipSync(encodeLayers([...hidden, ...layers.slice(-2)]), {level: 9});
}
