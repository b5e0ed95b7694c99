import assert from "node:assert/strict";
import {test} from "node:test";
import {fromFloat16, toFloat16} from "../../../src/formats/bytes.js";
import {unpackFloat16} from "../../../src/formats/layers.js";
import {encodeLayers} from "../../../src/formats/packed-file.js";
import {floatWeights} from "../../../tools/report/browser/float-weights.js";

test("floatWeights(bytes) are the values of 8-bit kernels, as a weights.bin holds them", () => {
  const bytes = floatWeights(
    encodeLayers([
      {
        inputs: 2,
        units: 1,
        activation: "relu",
        kernel: {type: "float16", halves: toFloat16([0.5, -2])},
        bias: toFloat16([3])
      },
      {
        inputs: 1,
        units: 2,
        activation: "linear",
        kernel: {type: "int8", integers: Int8Array.of(-127, 4), steps: Float32Array.of(0.25, 0.5)},
        bias: toFloat16([1, -1])
      }
    ])
  );
  const layers = [
    {name: "a", inputs: 2, units: 1, activation: "relu" as const},
    {name: "b", inputs: 1, units: 2, activation: "linear" as const}
  ];
  const values = unpackFloat16(layers, bytes.buffer).map(({kernel, bias}) => [
    ...(kernel.type === "float16" ? fromFloat16(kernel.halves) : []),
    ...fromFloat16(bias)
  ]);
  assert.deepEqual(values, [
    [0.5, -2, 3],
    [-31.75, 2, 1, -1]
  ]);
});
