import * as tf from "@tensorflow/tfjs";
import {fromFloat16, toFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import {kernelValues} from "../formats/layers.js";
import {inverseFactor} from "../math/cholesky.js";

/** Steps are tried as shares of the one with which no weight is clipped. */
const SHRINKS = [1, 0.9, 0.8, 0.7, 0.6, 0.5];

/** Options for quantizeLayers. */
interface QuantizeOptions {
  /** The bits of a weight, 2 to 8; they are kept as 8-bit integers all the same. Defaults to 8. */
  bits?: number;
  /** The layers at the start that stay float16; defaults to 1. */
  exact?: number;
}

/**
 * Returns the layers with 8-bit kernels: integers times a step for each column. The first layer of
 * a decoder stays float16: it is small, and every error in it goes through all others.
 *
 * Weights are rounded one input after the other, and what rounding one of them changes in the
 * layer's outputs is made up for in those not rounded yet, and at last in the bias: the method of
 * optimal brain surgery, as GPTQ (Frantar et al. 2022) made it practical. Plain rounding moves the
 * pixels of a well trained decoder three times as much.
 *
 * @param z latent points at which outputs should change least, row-major [n, latentSize]
 */
export function quantizeLayers(
  layers: readonly PackedLayer[],
  z: Float32Array,
  {bits = 8, exact = 1}: QuantizeOptions = {}
): PackedLayer[] {
  // The most negative integer is left out, so that ± are alike.
  const largest = 2 ** (bits - 1) - 1;
  const result = equalizeRows(layers, z);
  let x = z;
  for (let i = 0; i < result.length; ++i) {
    if (i >= exact) result[i] = quantizeLayer(result[i], x, largest);
    if (i < result.length - 1) x = layerOutputs(result[i], x);
  }
  return result;
}

function quantizeLayer(
  {kernel, bias, ...layer}: PackedLayer,
  x: Float32Array,
  largest: number
): PackedLayer {
  if (kernel.type === "int8") return {kernel, bias, ...layer};
  const {inputs, units} = layer;
  // The bias is the weight of an input that is always 1, and comes last since it is not rounded.
  const weights = new Float64Array((inputs + 1) * units);
  weights.set(fromFloat16(kernel.halves));
  weights.set(fromFloat16(bias), inputs * units);
  const curvature = hessian(x, inputs);
  const steps = columnSteps(weights, curvature, largest, inputs);
  const order = Array.from({length: inputs}, (_, i) => i).toSorted(
    (a, b) => curvature[b * (inputs + 2)] - curvature[a * (inputs + 2)]
  );
  const integers = roundInOrder(weights, steps, [...order, inputs], {curvature, largest});
  return {
    ...layer,
    kernel: {type: "int8", integers, steps},
    bias: toFloat16(weights.subarray(inputs * units))
  };
}

/** Returns integers for all rows but the last; mutates the weights, so that it holds the bias. */
function roundInOrder(
  weights: Float64Array,
  steps: Float32Array,
  order: number[],
  {curvature, largest}: {curvature: Float64Array; largest: number}
): Int8Array<ArrayBuffer> {
  const [n, units] = [order.length, steps.length];
  const factor = inverseFactor(curvature, order);
  const integers = new Int8Array((n - 1) * units);
  const error = new Float64Array(units);
  for (let k = 0; k < n - 1; ++k) {
    const row = order[k] * units;
    for (let j = 0; j < units; ++j) {
      integers[row + j] = rounded(weights[row + j], steps[j], largest);
      error[j] = (weights[row + j] - integers[row + j] * steps[j]) / factor[k * n + k];
    }
    for (let l = k + 1; l < n; ++l) {
      const share = factor[k * n + l];
      const later = order[l] * units;
      for (let j = 0; j < units; ++j) weights[later + j] -= share * error[j];
    }
  }
  return integers;
}

/** Returns a step for each column: the one whose rounding errors weigh least. */
function columnSteps(
  weights: Float64Array,
  curvature: Float64Array,
  largest: number,
  inputs: number
): Float32Array<ArrayBuffer> {
  const units = weights.length / (inputs + 1);
  return Float32Array.from({length: units}, (_, j) => {
    let size = 0;
    for (let i = 0; i < inputs; ++i) size = Math.max(size, Math.abs(weights[i * units + j]));
    const cost = (step: number) => {
      let sum = 0;
      for (let i = 0; i < inputs; ++i) {
        const weight = weights[i * units + j];
        sum += curvature[i * (inputs + 2)] * (weight - rounded(weight, step, largest) * step) ** 2;
      }
      return sum;
    };
    const candidates = SHRINKS.map((shrink) => Math.fround((shrink * size) / largest));
    const costs = candidates.map(cost);
    return candidates[costs.indexOf(Math.min(...costs))];
  });
}

function rounded(weight: number, step: number, largest: number): number {
  // A column of zeros has the step 0, and stays zero.
  if (step === 0) return 0;
  return Math.max(-largest, Math.min(largest, Math.round(weight / step)));
}

/** How far the size of an input's activations, rather than of its weights, decides its factor. */
const BALANCES = [0, 0.25, 0.5, 0.75, 1];

/**
 * Returns layers that compute the same, with the weights of each input of a layer multiplied by a
 * power of two, and the unit before divided by it, so that one step a column suits them better. A
 * rectifier lets positive factors through: only units with a rectifier are scaled.
 *
 * @param z latent points, row-major [n, latentSize], at which activations are measured
 */
export function equalizeRows(layers: readonly PackedLayer[], z: Float32Array): PackedLayer[] {
  const result = [...layers];
  let x = z;
  for (let i = 1; i < result.length; ++i) {
    x = layerOutputs(result[i - 1], x);
    if (result[i - 1].activation !== "relu") continue;
    const factors = rowFactors(result[i], x);
    result[i - 1] = scaled(result[i - 1], (_row, column) => 1 / factors[column], true);
    result[i] = scaled(result[i], (row) => factors[row], false);
    const {inputs} = result[i];
    x = x.map((value, k) => value / factors[k % inputs]);
  }
  return result;
}

/** Returns a power of two for each input: the balance that makes rounding errors weigh least. */
function rowFactors(layer: PackedLayer, x: Float32Array): Float32Array {
  const {inputs, units} = layer;
  const weights = kernelValues(layer);
  const squares = new Float64Array(inputs);
  x.forEach((value, k) => (squares[k % inputs] += (value * value * inputs) / x.length));
  const largest = Float64Array.from({length: inputs}, (_, i) =>
    weights.subarray(i * units, (i + 1) * units).reduce((m, w) => Math.max(m, Math.abs(w)), 1e-12)
  );
  const candidates = BALANCES.map((balance) =>
    Float32Array.from({length: inputs}, (_, i) => {
      const size = Math.sqrt(squares[i]) + 1e-6;
      return 2 ** Math.round(balance * Math.log2(size) - (1 - balance) * Math.log2(largest[i]));
    })
  );
  const costs = candidates.map((factors) => {
    const noise = squares.reduce((sum, square, i) => sum + square / factors[i] ** 2, 0);
    let steps = 0;
    for (let j = 0; j < units; ++j) {
      let step = 0;
      for (let i = 0; i < inputs; ++i) {
        step = Math.max(step, Math.abs(weights[i * units + j]) * factors[i]);
      }
      steps += step * step;
    }
    return noise * steps;
  });
  return candidates[costs.indexOf(Math.min(...costs))];
}

function scaled(
  layer: PackedLayer,
  factor: (row: number, column: number) => number,
  withBias: boolean
): PackedLayer {
  const {units, bias} = layer;
  const values = kernelValues(layer).map(
    (weight, k) => weight * factor(Math.floor(k / units), k % units)
  );
  return {
    ...layer,
    kernel: {type: "float16", halves: toFloat16(values)},
    bias: withBias ? toFloat16(fromFloat16(bias).map((b, j) => b * factor(0, j))) : bias
  };
}

/** Returns what a layer gives for inputs x, row-major [n, inputs]: row-major [n, units]. */
export function layerOutputs(layer: PackedLayer, x: Float32Array): Float32Array {
  const {inputs, units, activation, bias} = layer;
  return tf.tidy(() => {
    const sum = tf
      .tensor2d(x, [x.length / inputs, inputs])
      .matMul(tf.tensor2d(kernelValues(layer), [inputs, units]))
      .add(tf.tensor1d(fromFloat16(bias)));
    if (activation === "relu") return sum.relu().dataSync() as Float32Array;
    if (activation === "tanh") return sum.tanh().dataSync() as Float32Array;
    return sum.dataSync() as Float32Array;
  });
}

/** How much of the mean of the diagonal is added to it, so that its inverse exists. */
const DAMPING = 0.001;

/**
 * Returns the mean of (x, 1)ᵀ(x, 1) over inputs x, row-major [n, inputs]: half the second
 * derivative of a layer's mean squared output error by its weights and its bias, which is the same
 * for every output. Its size is (inputs + 1)².
 */
function hessian(x: Float32Array, inputs: number): Float64Array {
  const count = x.length / inputs;
  const product = tf.tidy(() => {
    const rows = tf.tensor2d(x, [count, inputs]).concat(tf.ones<tf.Rank.R2>([count, 1]), 1);
    return tf
      .matMul(rows.transpose() as tf.Tensor2D, rows)
      .div(count)
      .dataSync();
  });
  const size = inputs + 1;
  const result = Float64Array.from(product);
  let trace = 0;
  for (let i = 0; i < size; ++i) trace += result[i * (size + 1)];
  for (let i = 0; i < size; ++i) result[i * (size + 1)] += (DAMPING * trace) / size;
  return result;
}
