import {toFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import {joinLayers} from "../formats/layers.js";
import {invalidFile} from "./file.js";
import type {ImageSize} from "./own-images.js";
import {numbersOf} from "./safetensors.js";
import type {ChainLayer, TfjsFiles} from "./tfjs-model.js";
import {layerChain, sizeOf} from "./tfjs-model.js";

/** Layers that do nothing to the numbers when a model is used. */
const silent = new Set(["InputLayer", "Dropout", "GaussianNoise", "Flatten", "Reshape"]);

/**
 * Returns the dense layers between the input of a layers model and one of its outputs, if there is
 * nothing else and hidden layers have tanh or ReLU: our own engines compute them, without tfjs. The
 * last one gives sums, which a sigmoid may follow. Undefined where there are other layers, which may
 * be well all the same.
 *
 * @param output which output, counted from 0
 * @throws Error naming the layer that does not fit
 */
export function layersMlp(network: TfjsFiles, output = 0): PackedLayer[] | undefined {
  if (network.format !== "layers") return undefined;
  const dense = denseChain(layerChain(network.topology, output) ?? []);
  if (dense === undefined || dense.length === 0) return undefined;
  const ending = dense.at(-1)!.activation;
  if (ending !== "linear" && ending !== "sigmoid") return undefined;
  const layers: PackedLayer[] = [];
  for (const [i, {layer, activation}] of dense.entries()) {
    const used = i === dense.length - 1 ? "linear" : activation;
    if (used !== "relu" && used !== "tanh" && used !== "linear") return undefined;
    const packed = denseLayer(network, layer, used);
    if (packed === undefined) return undefined;
    layers.push(packed);
  }
  checkChain(network.name, layers, layers[0].inputs);
  return layers;
}

/** Returns the layers of an encoder whose μ and log σ² read the same layer; likewise. */
export function encoderMlp(network: TfjsFiles): PackedLayer[] | undefined {
  const [mu, logVar] = [layersMlp(network, 0), layersMlp(network, 1)];
  if (mu === undefined || logVar?.length !== mu.length) return undefined;
  const [first, second] = [0, 1].map((output) => layerChain(network.topology, output)!);
  const isShared = first.slice(0, -1).every(({source}, i) => source === second[i].source);
  if (!isShared) return undefined;
  return [...mu.slice(0, -1), joinLayers(mu[mu.length - 1], logVar[logVar.length - 1])];
}

/** Returns dense layers, each with the activation that follows it; undefined if there are others. */
function denseChain(chain: readonly ChainLayer[]) {
  const dense: {layer: ChainLayer; activation: string}[] = [];
  for (const layer of chain) {
    const {type, config} = layer;
    const before = dense.at(-1);
    const limit = config.max_value ?? null;
    if (type === "Dense" && config.use_bias !== false) {
      dense.push({layer, activation: String(config.activation ?? "linear")});
    } else if (type === "Activation" && before?.activation === "linear") {
      before.activation = String(config.activation);
    } else if (type === "ReLU" && before?.activation === "linear" && limit === null) {
      before.activation = "relu";
    } else if (!silent.has(type)) return undefined;
  }
  return dense;
}

function denseLayer(
  network: TfjsFiles,
  {name}: ChainLayer,
  activation: PackedLayer["activation"]
): PackedLayer | undefined {
  const kernel = plainValues(network, `${name}/kernel`);
  const bias = plainValues(network, `${name}/bias`);
  // What is stored otherwise, or called otherwise, is left to tfjs.
  if (kernel?.shape.length !== 2 || bias?.shape.length !== 1) return undefined;
  const [inputs, units] = kernel.shape;
  if (bias.shape[0] !== units || inputs === 0 || units === 0) return undefined;
  const numbers = {inputs, units, activation, kernel: kernel.values, bias: bias.values};
  return packLayer(`${network.name}: ${name}`, numbers);
}

/** Returns an array of the model, by the end of its name. */
function plainValues({weights: {specs, data}}: TfjsFiles, name: string) {
  const index = specs.findIndex((spec) => spec.name === name || spec.name.endsWith(`/${name}`));
  if (index === -1) return undefined;
  const {shape, dtype, quantization} = specs[index];
  const form = quantization?.dtype ?? dtype;
  if (form !== "float32" && form !== "float16") return undefined;
  const start = specs.slice(0, index).reduce((sum, spec) => sum + sizeOf(spec), 0);
  return {shape, values: numbersOf(data.subarray(start, start + sizeOf(specs[index])), form)};
}

/** A model of dense layers, as our own engines compute it: no library needed. */
export interface PackedModel {
  /** The file that it came from. */
  name: string;
  latentSize: number;
  /** The size of an image, in pixels. */
  image: ImageSize;
  /** From z to the logits of the pixels. */
  decoder: PackedLayer[];
  /** From x to μ and log σ², side by side in the last layer. */
  encoder?: PackedLayer[];
}

/** The largest number that a float16 holds. */
const LARGEST_FLOAT16 = 65504;

/** A dense layer, its weights as numbers. */
interface NumericLayer {
  inputs: number;
  units: number;
  activation: PackedLayer["activation"];
  /** Row-major [inputs, units]. */
  kernel: Float32Array;
  /** One a unit. */
  bias: Float32Array;
}

/**
 * Returns a dense layer with its weights rounded to float16.
 *
 * @param name what errors call the layer
 * @throws Error naming the layer and the first weight that is not finite, or too large
 */
export function packLayer(
  name: string,
  {kernel, bias, ...shape}: NumericLayer
): PackedLayer & {kernel: {type: "float16"}} {
  for (const [what, values] of [["kernel", kernel] as const, ["bias", bias] as const]) {
    const wrong = values.findIndex((value) => !(Math.abs(value) <= LARGEST_FLOAT16));
    if (wrong !== -1) {
      const found = `${what} ${values[wrong]} at ${wrong}`;
      throw invalidFile(name, found, `numbers up to ±${LARGEST_FLOAT16}`);
    }
  }
  return {...shape, kernel: {type: "float16", halves: toFloat16(kernel)}, bias: toFloat16(bias)};
}

/**
 * Checks that each layer reads what the one before gives.
 *
 * @throws Error naming both sizes
 */
export function checkChain(name: string, layers: readonly PackedLayer[], inputs: number): void {
  let before = inputs;
  for (const [i, layer] of layers.entries()) {
    if (layer.inputs !== before) {
      const found = `layer ${i + 1} of ${layer.inputs} inputs`;
      throw invalidFile(name, found, `${before}, what the one before gives`);
    }
    before = layer.units;
  }
}
