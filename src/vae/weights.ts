import {checkArchitecture, decoderLayers, encoderLayers} from "./architecture.js";
import type {Architecture} from "./architecture.js";
import {randomSource, standardNormals} from "./random.js";

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
export interface InitialWeightsOptions {
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
