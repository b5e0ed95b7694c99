import type {DenseLayer} from "../formats/architecture.js";
import {fromFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";

/** A dense layer with its weights as plain numbers. */
export interface FloatLayer extends Omit<DenseLayer, "name"> {
  /** Row-major, [inputs, units]. */
  weights: Float32Array;
  bias: Float32Array;
}

/** Returns a layer with its weights widened. */
export function floatLayer({inputs, units, activation, kernel, bias}: PackedLayer): FloatLayer {
  const weights =
    kernel.type === "float16"
      ? fromFloat16(kernel.halves)
      : Float32Array.from(kernel.integers, (integer, i) => integer * kernel.steps[i % units]);
  return {inputs, units, activation, weights, bias: fromFloat16(bias)};
}

/** Returns the layer’s activations for one input. */
export function forwardLayer(
  {inputs, units, activation, weights, bias}: FloatLayer,
  x: Float64Array
): Float64Array<ArrayBuffer> {
  const y = Float64Array.from(bias);
  for (let k = 0; k < inputs; ++k) {
    const a = x[k];
    // Half of what a rectifier passes on is 0.
    if (a === 0) continue;
    for (let j = 0, at = k * units; j < units; ++j, ++at) y[j] += a * weights[at];
  }
  if (activation === "relu") for (let j = 0; j < units; ++j) y[j] = Math.max(0, y[j]);
  if (activation === "tanh") for (let j = 0; j < units; ++j) y[j] = Math.tanh(y[j]);
  return y;
}

/**
 * Returns the derivative by the layer’s input, from that by its activations: back through the
 * activation function, then through the transposed weights.
 *
 * @param y the layer’s activations, at which the derivative is taken
 * @param byOutput the derivative by them; it is changed
 * @param isNeeded whether the derivative by an input is asked for; defaults to all
 */
export function backwardLayer(
  {inputs, units, activation, weights}: FloatLayer,
  y: Float64Array,
  byOutput: Float64Array,
  isNeeded: (input: number) => boolean = () => true
): Float64Array<ArrayBuffer> {
  if (activation === "relu") for (let j = 0; j < units; ++j) if (y[j] <= 0) byOutput[j] = 0;
  if (activation === "tanh") for (let j = 0; j < units; ++j) byOutput[j] *= 1 - y[j] ** 2;
  const byInput = new Float64Array(inputs);
  for (let k = 0; k < inputs; ++k) {
    if (!isNeeded(k)) continue;
    let sum = 0;
    for (let j = 0, at = k * units; j < units; ++j, ++at) sum += byOutput[j] * weights[at];
    byInput[k] = sum;
  }
  return byInput;
}
