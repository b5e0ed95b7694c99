import assert from "node:assert/strict";
import {it} from "node:test";
import {fromFloat16, toFloat16} from "../../src/vae/float16.js";
import {joinLayers} from "../../src/vae/join-layers.js";
import {kernelValues, type PackedLayer} from "../../src/vae/packed-layers.js";

const layer = (units: number, kernel: number[], bias: number[]): PackedLayer => ({
  inputs: kernel.length / units,
  units,
  activation: "linear",
  kernel: {type: "float16", halves: toFloat16(kernel)},
  bias: toFloat16(bias)
});

it("joinLayers(first, second) has the columns of the first, then those of the second", () => {
  const joined = joinLayers(layer(2, [1, 2, 3, 4], [5, 6]), layer(1, [7, 8], [9]));
  assert.deepEqual([joined.inputs, joined.units, joined.activation], [2, 3, "linear"]);
  assert.deepEqual(Array.from(kernelValues(joined)), [1, 2, 7, 3, 4, 8]);
  assert.deepEqual(Array.from(fromFloat16(joined.bias)), [5, 6, 9]);
});

it("joinLayers(first, second) refuses layers of other inputs or activations", () => {
  const one = layer(1, [1], [0]);
  assert.throws(() => joinLayers(one, layer(1, [1, 2], [0])), {
    message: "invalid layers to join: 1 inputs, linear and 2 inputs, linear"
  });
  assert.throws(() => joinLayers(one, {...one, activation: "tanh"}), {
    message: "invalid layers to join: 1 inputs, linear and 1 inputs, tanh"
  });
});
