import type {PackedLayer} from "../formats/layers.js";
import {defaultLimits, isRecord} from "./file.js";
import type {PackedModel} from "./layers-mlp.js";
import {checkChain} from "./layers-mlp.js";
import type {DroppedModel} from "./model.js";
import type {WeightSpec} from "./tfjs-model.js";
import {sizeOf} from "./tfjs-model.js";

/**
 * Returns the model that a value is, such as one that a browser has kept.
 *
 * @throws Error naming the first part that is missing or wrong, its value and what was expected
 */
export function checkDroppedModel(value: unknown): DroppedModel {
  const {title, network, codes, dataset} = isRecord(value) ? value : {};
  if (typeof title !== "string" || title === "") throw wrong("title", title, "a text");
  if (dataset !== undefined && typeof dataset !== "string") {
    throw wrong("dataset", dataset, "a text");
  }
  const {type, model, decoder, encoder} = isRecord(network) ? network : {};
  if (type === "packed") {
    const {latentSize} = checkPacked(model);
    checkCodes(codes, latentSize);
  } else if (type === "tfjs") {
    checkNetwork("decoder", decoder);
    if (encoder !== undefined) checkNetwork("encoder", encoder);
    if (codes !== undefined) throw wrong("codes", typeof codes, "none beside this network");
  } else throw wrong("network", type, "“packed” or “tfjs”");
  return value as unknown as DroppedModel;
}

function checkPacked(model: unknown): PackedModel {
  const {latentSize, image, decoder, encoder} = (
    isRecord(model) ? model : {}
  ) as Partial<PackedModel>;
  const {side} = defaultLimits;
  if (!isCount(latentSize)) throw wrong("latentSize", latentSize, "a whole number ≥ 1");
  const {width, height} = image ?? {};
  if (!(isCount(width) && isCount(height) && width <= side && height <= side)) {
    throw wrong("image", `${width} × ${height}`, `1 × 1 to ${side} × ${side}`);
  }
  checkLayers("decoder", decoder, latentSize, width * height);
  if (encoder !== undefined) checkLayers("encoder", encoder, width * height, 2 * latentSize);
  return model as PackedModel;
}

function checkLayers(name: string, layers: unknown, inputs: number, outputs: number): void {
  if (!Array.isArray(layers) || layers.length === 0) throw wrong(name, typeof layers, "layers");
  for (const [i, layer] of (layers as Partial<PackedLayer>[]).entries()) {
    const {units = 0, kernel, bias} = layer;
    const numbers = kernel?.type === "float16" ? kernel.halves : undefined;
    const expected = (layer.inputs ?? NaN) * units;
    if (!(numbers instanceof Uint16Array && numbers.length === expected)) {
      throw wrong(`${name} layer ${i + 1}`, `${numbers?.length} weights`, String(expected));
    }
    if (!(bias instanceof Uint16Array && bias.length === units)) {
      throw wrong(`${name} layer ${i + 1}`, `${bias?.length} biases`, String(units));
    }
    if (!["linear", "relu", "tanh"].includes(String(layer.activation))) {
      throw wrong(`${name} layer ${i + 1}`, layer.activation, "linear, relu or tanh");
    }
  }
  const chain = layers as PackedLayer[];
  checkChain(name, chain, inputs);
  const {units} = chain[chain.length - 1];
  if (units !== outputs) throw wrong(name, `${units} outputs`, String(outputs));
}

function checkCodes(codes: unknown, expected: number): void {
  if (codes === undefined) return;
  const {count, latentSize, mu, logVar, labels} = isRecord(codes) ? codes : {};
  if (latentSize !== expected) throw wrong("codes", `${String(latentSize)} latents`, `${expected}`);
  const length = Number(count) * expected;
  for (const [name, array, size, type] of [
    ["mu", mu, length, Float32Array],
    ["logVar", logVar, length, Float32Array],
    ["labels", labels, Number(count), Uint8Array]
  ] as const) {
    if (!(array instanceof type && array.length === size))
      throw wrong(name, typeof array, `${size} numbers`);
  }
}

function checkNetwork(name: string, network: unknown): void {
  const {format, topology, weights} = isRecord(network) ? network : {};
  if (format !== "layers" && format !== "graph") throw wrong(name, format, "“layers” or “graph”");
  if (!isRecord(topology)) throw wrong(`${name} topology`, typeof topology, "an object");
  const {specs, data} = isRecord(weights) ? weights : {};
  if (!Array.isArray(specs) || !(data instanceof Uint8Array)) {
    throw wrong(`${name} weights`, typeof data, "their names and bytes");
  }
  const expected = (specs as WeightSpec[]).reduce((sum, spec) => sum + sizeOf(spec), 0);
  if (data.length !== expected)
    throw wrong(`${name} weights`, `${data.length} bytes`, `${expected}`);
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 1;

function wrong(field: string, found: unknown, expected: string): Error {
  return new Error(`invalid model: ${field}: ${String(found).slice(0, 60)}, expected ${expected}`);
}
