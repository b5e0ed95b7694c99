import * as tf from "@tensorflow/tfjs";
import type {Architecture, DenseLayer} from "../formats/architecture.js";
import {checkArchitecture, decoderLayers, encoderLayers} from "../formats/architecture.js";
import {randomSource, standardNormals} from "../math/random.js";

/** The parameters θ and φ: for each layer “name/kernel” and “name/bias”, row-major. */
export type Weights = Map<string, Weight>;

/** One array of parameters. */
export interface Weight {
  shape: [number, number] | [number];
  values: Float32Array;
}

/**
 * How weights start:
 * - “paper”: kernels and biases from N(0, 0.01), a standard deviation of 0.1 (section 5);
 * - “paper-deviation”: the same with 0.01 read as the standard deviation, which the paper does not
 *   exclude;
 * - “fan-in”: kernels and biases uniform on ±1/√inputs, which keeps the scale of activations.
 */
export type Initializer = "paper" | "paper-deviation" | "fan-in";

/** The standard deviation of each reading of N(0, 0.01). */
const DEVIATIONS = {paper: 0.1, "paper-deviation": 0.01};

/** Options for initialWeights. */
interface InitialWeightsOptions {
  /** Equal seeds give equal weights. */
  seed: number;
  /** Defaults to “fan-in”. */
  initializer?: Initializer;
}

/** Marks the random stream of initial weights, apart from minibatch order and noise. */
const WEIGHT_STREAM = 1;

/**
 * Returns fresh weights of the encoder and the decoder.
 *
 * @throws RangeError or TypeError naming the field of the architecture that is wrong
 */
export function initialWeights(
  architecture: Architecture,
  {seed, initializer = "fan-in"}: InitialWeightsOptions
): Weights {
  checkArchitecture(architecture);
  const layers = [...encoderLayers(architecture), ...decoderLayers(architecture)];
  const weights: Weights = new Map();
  for (const [i, {name, inputs, units}] of layers.entries()) {
    const draw = (n: number, part: number) =>
      drawInitial(initializer, n, inputs, randomSource(seed, WEIGHT_STREAM, i, part));
    weights.set(`${name}/kernel`, {shape: [inputs, units], values: draw(inputs * units, 0)});
    weights.set(`${name}/bias`, {shape: [units], values: draw(units, 1)});
  }
  return weights;
}

function drawInitial(
  initializer: Initializer,
  n: number,
  inputs: number,
  source: () => number
): Float32Array {
  if (initializer !== "fan-in") {
    return standardNormals(source, n).map((value) => DEVIATIONS[initializer] * value);
  }
  const bound = 1 / Math.sqrt(inputs);
  return Float32Array.from({length: n}, () => (2 * source() - 1) * bound);
}

/** The weights as tensors, by the names of Weights. */
export type WeightTensors = Record<string, tf.Tensor>;

/** Returns the weights as new tensors; the caller disposes of them. */
export function toTensors(weights: Weights): WeightTensors {
  return Object.fromEntries(
    Array.from(weights, ([name, {values, shape}]) => [name, tf.tensor(values, shape)])
  );
}

/**
 * Returns the kernel and the bias of a layer.
 *
 * @throws Error naming the array if it is missing or does not have the layer's shape
 */
export function layerTensors(
  weights: WeightTensors,
  {name, inputs, units}: DenseLayer
): {kernel: tf.Tensor2D; bias: tf.Tensor1D} {
  return {
    kernel: find<tf.Tensor2D>(weights, `${name}/kernel`, [inputs, units]),
    bias: find<tf.Tensor1D>(weights, `${name}/bias`, [units])
  };
}

function find<T extends tf.Tensor>(weights: WeightTensors, name: string, shape: number[]): T {
  const weight = weights[name];
  if (weight === undefined) throw new Error(`missing weight: ${name}, expected shape [${shape}]`);
  if (weight.shape.join() !== shape.join()) {
    throw new Error(`invalid ${name}: shape [${weight.shape}], expected [${shape}]`);
  }
  return weight as T;
}
