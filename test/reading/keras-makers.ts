import type {NamedFile} from "../../src/reading/file.js";
import {jsonFile} from "./model-makers.js";

/** A layer as a file of Keras describes it. */
export interface LayerText {
  class_name: string;
  config: Record<string, unknown> & {name: string};
  [field: string]: unknown;
}

/** An array of weights of a file: its name, sizes and numbers. */
export type NamedWeight = [name: string, shape: number[], values: number[]];

/** Returns numbers between −scale and scale that look like no others. */
export function numbers(count: number, seed: number, scale = 1): number[] {
  return Array.from({length: count}, (_, i) => scale * Math.sin(7.3 * i + 2.1 * seed + 1));
}

/** Returns the kernel and the bias of a dense layer. */
export function denseWeights(
  name: string,
  inputs: number,
  units: number,
  seed: number
): NamedWeight[] {
  return [
    [`${name}/kernel`, [inputs, units], numbers(inputs * units, seed)],
    [`${name}/bias`, [units], numbers(units, seed + 1, 0.5)]
  ];
}

/** Returns a · kernel + bias. */
export function denseSums(
  a: readonly number[],
  [[, [, units], kernel], [, , bias]]: NamedWeight[]
): number[] {
  return bias.map((b, j) => a.reduce((sum, x, i) => sum + x * kernel[i * units + j], b));
}

export const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));

/** Returns a layer. */
export function layer(class_name: string, name: string, config: object = {}): LayerText {
  return {class_name, config: {name, trainable: true, dtype: "float32", ...config}};
}

export const input = (name: string, ...shape: number[]) =>
  layer("InputLayer", name, {batch_input_shape: [null, ...shape], sparse: false});

export const dense = (name: string, units: number, activation: unknown, config: object = {}) =>
  layer("Dense", name, {units, activation, use_bias: true, ...config});

/** Returns a sequential model. */
export const sequential = (...layers: object[]) => ({
  class_name: "Sequential",
  config: {name: "sequential", layers}
});

/** Returns a functional model in which each layer reads the one before. */
export function functional(
  layers: readonly LayerText[],
  nodes: (before: string) => unknown,
  ends: (name: string) => unknown
): object {
  const connected = layers.map((one, i) => ({
    ...one,
    name: one.config.name,
    inbound_nodes: i === 0 ? [] : nodes(layers[i - 1].config.name)
  }));
  const [first, last] = [layers[0], layers.at(-1)!].map(({config}) => config.name);
  const config = {layers: connected, input_layers: ends(first), output_layers: ends(last)};
  return {class_name: "Functional", config: {name: "decoder", ...config}};
}

/** How nodes are written: by Keras 2, by a converter that leaves lists out, and by Keras 3. */
export const nodeForms: Record<string, (before: string) => unknown> = {
  "Keras 2": (before) => [[[before, 0, 0, {}]]],
  "flat nodes": (before) => [[before, 0, 0, {}]],
  "Keras 3": (before) => {
    const config = {shape: [null, 1], dtype: "float32", keras_history: [before, 0, 0]};
    return [{args: [{class_name: "__keras_tensor__", config}], kwargs: {}}];
  }
};

/** Returns the files of a layers model. */
export function kerasFiles(
  model: object,
  weights: readonly NamedWeight[],
  {folder = "", version = "2.15.0", type = "float32"} = {}
): NamedFile[] {
  const bytes = Buffer.concat(
    weights.map(([, , values]) =>
      type === "float16"
        ? new Uint8Array(halves(values).buffer)
        : new Uint8Array(Float32Array.from(values).buffer)
    )
  );
  const specs = weights.map(([name, shape]) => ({name, shape, dtype: type}));
  const json = {
    format: "layers-model",
    modelTopology: {keras_version: version, model_config: model},
    weightsManifest: [{paths: ["weights.bin"], weights: specs}]
  };
  return [jsonFile(`${folder}model.json`, json), {name: `${folder}weights.bin`, bytes}];
}

/** Returns float16 bits of numbers that a half holds exactly: multiples of 1/256 below 8. */
function halves(values: readonly number[]): Uint16Array {
  return Uint16Array.from(values, (value) => {
    if (value === 0) return 0;
    const exponent = Math.floor(Math.log2(Math.abs(value)));
    const mantissa = Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024);
    return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | mantissa;
  });
}
