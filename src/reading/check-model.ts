import {isOutputScale, outputScales} from "../formats/output-scale.js";
import {imageValues} from "../formats/image-size.js";
import {channelOrders} from "./channel-order.js";
import {defaultLimits, isRecord} from "./file.js";
import type {PackedModel} from "./layers-mlp.js";
import type {OwnLayer} from "./own-layers.js";
import {checkChain, hiddenActivations} from "./own-layers.js";
import type {DroppedModel} from "./model.js";
import type {WeightSpec} from "./tfjs-model.js";
import {sizeOf} from "./tfjs-model.js";

/**
 * Returns the model that a value is, such as one that a browser has kept.
 *
 * @throws Error naming the first part that is missing or wrong, its value and what was expected
 */
export function checkDroppedModel(value: unknown): DroppedModel {
  const {title, network, settings, codes, dataset} = isRecord(value) ? value : {};
  if (typeof title !== "string" || title === "") throw wrong("title", title, "a text");
  if (dataset !== undefined && typeof dataset !== "string") {
    throw wrong("dataset", dataset, "a text");
  }
  if (settings !== undefined) checkSettings(settings);
  const {type, model, decoder, encoder, notes} = isRecord(network) ? network : {};
  if (notes !== undefined && !(Array.isArray(notes) && notes.every(isText))) {
    throw wrong("notes", typeof notes, "sentences");
  }
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
  const {latentSize, image, decoder, encoder, ...orders} = (
    isRecord(model) ? model : {}
  ) as Partial<PackedModel>;
  const {side} = defaultLimits;
  if (!isCount(latentSize)) throw wrong("latentSize", latentSize, "a whole number ≥ 1");
  const {width, height, channels = 1} = image ?? {};
  if (!(isCount(width) && isCount(height) && width <= side && height <= side)) {
    throw wrong("image", `${width} × ${height}`, `1 × 1 to ${side} × ${side}`);
  }
  if (channels !== 1 && channels !== 3) throw wrong("image: channels", channels, "1 or 3");
  for (const field of ["order", "rowOrder", "encoderOrder"] as const) {
    checkOrder(field, orders[field]);
  }
  const values = imageValues({width, height, channels});
  checkLayers("decoder", decoder, latentSize, values);
  if (encoder !== undefined) checkLayers("encoder", encoder, values, 2 * latentSize);
  return model as PackedModel;
}

function checkLayers(name: string, layers: unknown, inputs: number, outputs: number): void {
  if (!Array.isArray(layers) || layers.length === 0) throw wrong(name, typeof layers, "layers");
  for (const [i, layer] of (layers as (Partial<OwnLayer> | null)[]).entries()) {
    if (!isRecord(layer)) throw wrong(`${name} layer ${i + 1}`, String(layer), "its weights");
    const {units = 0, kernel, bias, activation} = layer as Partial<OwnLayer>;
    const numbers = kernel?.type === "float16" ? kernel.halves : undefined;
    const expected = ((layer as Partial<OwnLayer>).inputs ?? NaN) * units;
    if (!(numbers instanceof Uint16Array && numbers.length === expected)) {
      throw wrong(`${name} layer ${i + 1}`, `${numbers?.length} weights`, String(expected));
    }
    if (!(bias instanceof Uint16Array && bias.length === units)) {
      throw wrong(`${name} layer ${i + 1}`, `${bias?.length} biases`, String(units));
    }
    if (!isActivation(activation, units)) {
      throw wrong(`${name} layer ${i + 1}`, activation, "linear, relu, tanh, sigmoid or a slope");
    }
  }
  const chain = layers as OwnLayer[];
  checkChain(name, chain, inputs);
  const {units} = chain[chain.length - 1];
  if (units !== outputs) throw wrong(name, `${units} outputs`, String(outputs));
}

function isActivation(value: unknown, units: number): boolean {
  if (typeof value === "string") return ["linear", "relu", "tanh", "sigmoid"].includes(value);
  const {slope, max = 0} = isRecord(value) ? value : {};
  const isEach = Array.isArray(slope) && slope.length === units && slope.every(Number.isFinite);
  return (isEach || Number.isFinite(slope)) && Number.isFinite(max);
}

function checkOrder(field: string, order: unknown): void {
  if (order === undefined || channelOrders.some((one) => one === order)) return;
  throw wrong(field, order, channelOrders.join(", "));
}

function checkSettings(settings: unknown): void {
  const {scale, hidden, isSwapped, order} = isRecord(settings) ? settings : {};
  checkOrder("settings: order", order);
  if (scale !== undefined && !isOutputScale(scale)) {
    throw wrong("settings: scale", scale, outputScales.join(", "));
  }
  if (hidden !== undefined && !hiddenActivations.some((one) => one === hidden)) {
    throw wrong("settings: hidden", hidden, hiddenActivations.join(", "));
  }
  if (isSwapped !== undefined && typeof isSwapped !== "boolean") {
    throw wrong("settings: isSwapped", isSwapped, "true or false");
  }
}

const isText = (value: unknown) => typeof value === "string";

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
