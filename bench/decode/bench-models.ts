import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Architecture} from "../../src/formats/architecture.js";
import {decoderLayers} from "../../src/formats/architecture.js";
import {fromFloat16, toFloat16} from "../../src/formats/bytes.js";
import {gunzip} from "../../src/formats/gunzip.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {manifestDecoderLayers, unpackFloat16} from "../../src/formats/layers.js";
import {parseManifest} from "../../src/formats/manifest.js";
import {decodeLayers} from "../../src/formats/packed-file.js";
import {initialWeights} from "../../src/vae/weights.js";
import {projectFolder} from "../../tools/project.js";
import type {BenchModel} from "./bench-model.js";
import {widen} from "./bench-model.js";
import {onnxModel} from "./onnx-model.js";

const models = join(projectFolder, "models");

/** Returns a promise to the decoder of a shipped model. */
export async function shippedModel(id: string): Promise<BenchModel> {
  const read = async (name: string) => new Uint8Array(await readFile(join(models, id, name)));
  const manifest = parseManifest(
    JSON.parse(await readFile(join(models, id, "manifest.json"), "utf8"))
  );
  const weights = await read("decoder/weights.bin");
  const float16 = unpackFloat16(manifestDecoderLayers(manifest), weights.buffer);
  const bytes = await gunzip(await read("decoder/int8.bin"), "int8.bin");
  const int8 = decodeLayers(bytes.slice().buffer as ArrayBuffer);
  return {name: nameOf(float16), float16, int8, onnx: onnxModel(widen(float16))};
}

/** Returns the paper's decoder of two latents, 2–500–784 with tanh, with seeded weights. */
export function paperModel(): BenchModel {
  const architecture: Architecture = {
    inputSize: 784,
    latentSize: 2,
    encoderHidden: [],
    decoderHidden: [{units: 500, activation: "tanh"}]
  };
  const weights = initialWeights(architecture, {seed: 0});
  const float16 = decoderLayers(architecture).map(({name, ...layer}): PackedLayer => {
    const halves = toFloat16(weights.get(`${name}/kernel`)!.values);
    const bias = toFloat16(weights.get(`${name}/bias`)!.values);
    return {...layer, kernel: {type: "float16", halves}, bias};
  });
  const int8 = float16.map((layer, i) => (i === 0 ? layer : roundTo8Bits(layer)));
  return {name: nameOf(float16), float16, int8, onnx: onnxModel(widen(float16))};
}

/** Returns a layer with each column rounded to 127 steps either way, whatever that does to it. */
function roundTo8Bits(layer: PackedLayer): PackedLayer {
  if (layer.kernel.type === "int8") return layer;
  const weights = fromFloat16(layer.kernel.halves);
  const steps = new Float32Array(layer.units);
  weights.forEach((w, i) => {
    steps[i % layer.units] = Math.max(steps[i % layer.units], Math.abs(w) / 127);
  });
  const integers = Int8Array.from(weights, (w, i) => Math.round(w / steps[i % layer.units]));
  return {...layer, kernel: {type: "int8", integers, steps}};
}

function nameOf(layers: readonly PackedLayer[]): string {
  return [layers[0].inputs, ...layers.map(({units}) => units)].join("–");
}
