import {toFloat16} from "./float16.js";
import {kernelValues, type PackedLayer} from "./packed-layers.js";

/**
 * Returns one layer that computes two layers of the same input, the units of the first and then
 * those of the second: an encoder's μ and log σ² come out of one product. Float16 weights stay what
 * they are.
 *
 * @throws Error if the two have other inputs or activations
 */
export function joinLayers(first: PackedLayer, second: PackedLayer): PackedLayer {
  const {inputs, activation} = first;
  if (second.inputs !== inputs || second.activation !== activation) {
    const [a, b] = [first, second].map((layer) => `${layer.inputs} inputs, ${layer.activation}`);
    throw new Error(`invalid layers to join: ${a} and ${b}`);
  }
  const units = first.units + second.units;
  const values = new Float32Array(inputs * units);
  for (const [layer, offset] of [[first, 0] as const, [second, first.units] as const]) {
    const from = kernelValues(layer);
    for (let k = 0; k < inputs; ++k) {
      values.set(from.subarray(k * layer.units, (k + 1) * layer.units), k * units + offset);
    }
  }
  const bias = Uint16Array.of(...first.bias, ...second.bias);
  return {inputs, units, activation, kernel: {type: "float16", halves: toFloat16(values)}, bias};
}
