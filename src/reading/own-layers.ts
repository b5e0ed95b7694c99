import {fromFloat16, toFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import {kernelValues} from "../formats/layers.js";
import {invalidFile} from "./file.js";

/** A rectifier with a slope below 0, or one a unit, and perhaps a largest value. */
export interface Rectifier {
  slope: number | number[];
  max?: number;
}

/** What a dense layer of someone else’s does to its sums. */
export type OwnActivation = PackedLayer["activation"] | "sigmoid" | Rectifier;

/** What hidden layers may be said to do where no file says it. */
export const hiddenActivations = ["relu", "tanh", "leaky_relu", "sigmoid"] as const;

export type HiddenActivation = (typeof hiddenActivations)[number];

/** The slope of PyTorch’s leaky rectifier. */
const SLOPE = 0.01;

/** Returns an activation by its name. */
export function namedActivation(name: HiddenActivation, slope = SLOPE): OwnActivation {
  return name === "leaky_relu" ? {slope} : name;
}

/** A dense layer of someone else’s: our engines compute it once kernelLayers has rewritten it. */
export type OwnLayer = Omit<PackedLayer, "activation"> & {activation: OwnActivation};

/** A dense layer with its weights as numbers. */
export interface NumericLayer {
  inputs: number;
  units: number;
  activation: OwnActivation;
  /** Row-major [inputs, units]. */
  kernel: Float32Array;
  /** One a unit. */
  bias: Float32Array;
}

/** The largest number that a float16 holds. */
const LARGEST_FLOAT16 = 65504;

/**
 * Returns a dense layer with its weights rounded to float16.
 *
 * @param name what errors call the layer
 * @throws Error naming the layer and the first weight that is not finite, or too large
 */
export function packLayer<Layer extends NumericLayer>(
  name: string,
  {kernel, bias, ...shape}: Layer
): Omit<Layer, "kernel" | "bias"> & Pick<PackedLayer, "kernel" | "bias"> {
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
export function checkChain(name: string, layers: readonly OwnLayer[], inputs: number): void {
  let before = inputs;
  for (const [i, layer] of layers.entries()) {
    if (layer.inputs !== before) {
      const found = `layer ${i + 1} of ${layer.inputs} inputs`;
      throw invalidFile(name, found, `${before}, what the one before gives`);
    }
    before = layer.units;
  }
}

/**
 * Returns the same network with the activations of our engines alone. A leaky rectifier is two plain
 * ones, max(0, a) − s max(0, −a), one with a largest value m has max(0, a − m) taken from it, and
 * sigmoid(a) = ½ + ½ tanh(a / 2): units that a layer gets for it, and that the next one adds up.
 *
 * @param name what errors call it
 * @throws Error naming the first weight that becomes too large
 */
export function kernelLayers(name: string, layers: readonly OwnLayer[]): PackedLayer[] {
  const result: PackedLayer[] = [];
  let rest = layers.map(numeric);
  while (rest.length > 0) {
    const [layer, next, ...others] = rest;
    if (isPlain(layer.activation)) {
      result.push(packLayer(name, {...layer, activation: layer.activation}));
      rest = rest.slice(1);
      continue;
    }
    const [first, second] = rewritten(layer, next ?? identity(layer.units));
    result.push(packLayer(name, first));
    rest = [second, ...others];
  }
  return result;
}

/** Returns a layer with its weights as numbers. */
export function numeric(layer: OwnLayer): NumericLayer {
  const {inputs, units, activation} = layer;
  const kernel = kernelValues(layer);
  return {inputs, units, activation, kernel, bias: fromFloat16(layer.bias)};
}

function isPlain(activation: OwnActivation): activation is PackedLayer["activation"] {
  return activation === "linear" || activation === "relu" || activation === "tanh";
}

function identity(units: number): NumericLayer {
  const kernel = new Float32Array(units * units);
  for (let i = 0; i < units; ++i) kernel[i * units + i] = 1;
  return {inputs: units, units, activation: "linear", kernel, bias: new Float32Array(units)};
}

/** Some units of a layer: factor · a + offset goes through the activation, and counts with a weight. */
interface Part {
  factor: number;
  offset: number;
  weight(unit: number): number;
}

/** Returns a layer with another activation than ours, and the next one, as two that we have. */
function rewritten(
  {inputs, units, activation, kernel, bias}: NumericLayer,
  next: NumericLayer
): [NumericLayer & {activation: "relu" | "tanh"}, NumericLayer] {
  const parts = partsOf(activation);
  const wide = parts.length * units;
  const first = new Float32Array(inputs * wide);
  const firstBias = new Float32Array(wide);
  const second = new Float32Array(wide * next.units);
  const secondBias = Float32Array.from(next.bias);
  parts.forEach(({factor, offset, weight}, p) => {
    for (let j = 0; j < units; ++j) {
      const at = p * units + j;
      for (let i = 0; i < inputs; ++i) first[i * wide + at] = factor * kernel[i * units + j];
      firstBias[at] = factor * bias[j] + offset;
      const w = weight(j);
      for (let k = 0; k < next.units; ++k) {
        second[at * next.units + k] = w * next.kernel[j * next.units + k];
        if (activation === "sigmoid") secondBias[k] += w * next.kernel[j * next.units + k];
      }
    }
  });
  const used = activation === "sigmoid" ? "tanh" : "relu";
  return [
    {inputs, units: wide, activation: used, kernel: first, bias: firstBias},
    {...next, inputs: wide, kernel: second, bias: secondBias}
  ];
}

function partsOf(activation: OwnActivation): Part[] {
  if (typeof activation === "string") return [{factor: 0.5, offset: 0, weight: () => 0.5}];
  const {slope, max} = activation;
  const slopeOf = (unit: number) => (typeof slope === "number" ? slope : slope[unit]);
  const parts: Part[] = [{factor: 1, offset: 0, weight: () => 1}];
  if (slope !== 0) parts.push({factor: -1, offset: 0, weight: (unit) => -slopeOf(unit)});
  if (max !== undefined) parts.push({factor: 1, offset: -max, weight: () => -1});
  return parts;
}
