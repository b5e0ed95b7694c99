import {fromFloat16, toFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import {kernelValues} from "../formats/layers.js";
import {layerOutputs} from "./calibration.js";

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
