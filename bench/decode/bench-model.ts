import type {DenseLayer} from "../../src/formats/architecture.js";
import {fromFloat16} from "../../src/formats/bytes.js";
import type {PackedLayer} from "../../src/formats/layers.js";

/** A decoder in every form that the contestants take it. */
export interface BenchModel {
  name: string;
  /** As the kernel takes it: float16 weights, which it widens, and 8-bit weights. */
  float16: PackedLayer[];
  int8: PackedLayer[];
  /** As onnxruntime-web takes it, with float32 weights. */
  onnx: Uint8Array<ArrayBuffer>;
}

/** A layer with its weights as float32. */
export interface WideLayer extends Omit<DenseLayer, "name"> {
  /** Row-major [inputs, units]. */
  weights: Float32Array;
  bias: Float32Array;
}

/** Returns layers of float16 weights with these as float32, exactly. */
export function widen(layers: readonly PackedLayer[]): WideLayer[] {
  return layers.map(({inputs, units, activation, kernel, bias}) => {
    if (kernel.type !== "float16") throw new Error(`invalid kernel: ${kernel.type}, not float16`);
    const weights = fromFloat16(kernel.halves);
    return {inputs, units, activation, weights, bias: fromFloat16(bias)};
  });
}

/** Returns the floating-point operations of one image: a product and a sum for each weight. */
export function operations(layers: readonly {inputs: number; units: number}[]): number {
  return layers.reduce((sum, {inputs, units}) => sum + 2 * inputs * units, 0);
}
