import * as tf from "@tensorflow/tfjs";
import type {DenseLayer} from "../formats/architecture.js";
import type {Weights} from "./weights.js";

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
  if (weight === undefined) throw new Error(`missing weight: ${name}`);
  if (weight.shape.join() !== shape.join()) {
    throw new Error(`invalid ${name}: shape [${weight.shape}], expected [${shape}]`);
  }
  return weight as T;
}
