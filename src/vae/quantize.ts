import {fromFloat16, toFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import {inverseFactor} from "../math/cholesky.js";
import {hessian, layerOutputs} from "./calibration.js";
import {equalizeRows} from "./equalize.js";

/** Steps are tried as shares of the one with which no weight is clipped. */
const SHRINKS = [1, 0.9, 0.8, 0.7, 0.6, 0.5];

/** Options for quantizeLayers. */
export interface QuantizeOptions {
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
