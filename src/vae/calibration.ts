import * as tf from "@tensorflow/tfjs";
import {fromFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import {kernelValues} from "../formats/layers.js";

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
export function hessian(x: Float32Array, inputs: number): Float64Array {
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
