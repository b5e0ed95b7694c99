import assert from "node:assert/strict";
import {before, it} from "node:test";
import {toFloat16} from "../../src/formats/bytes.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {cholesky, inverseFactor} from "../../src/math/cholesky.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {equalizeRows, layerOutputs, quantizeLayers} from "../../src/vae/quantize.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";

before(useWasmBackend);

const z = standardNormals(randomSource(1), 2 * 800);

/** Returns random layers 2–40–40–30 with some units far larger than others. */
function layers(activation: "relu" | "tanh"): PackedLayer[] {
  return [2, 40, 40].map((inputs, i) => {
    const units = [40, 40, 30][i];
    const source = randomSource(2, i);
    const kernel = standardNormals(source, inputs * units).map(
      (w, k) => (w / Math.sqrt(inputs)) * (Math.floor(k / units) % 7 === 0 ? 8 : 1)
    );
    return {
      inputs,
      units,
      activation: i === 2 ? "linear" : activation,
      kernel: {type: "float16", halves: toFloat16(kernel)},
      bias: toFloat16(standardNormals(source, units))
    };
  });
}

const outputs = (network: PackedLayer[]) =>
  network.reduce((x, layer) => layerOutputs(layer, x), z as Float32Array);

function rootMeanSquare(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
}

/** Returns layers rounded the plain way: each column by its largest weight. */
function roundedPlainly(network: PackedLayer[]): PackedLayer[] {
  return network.map((layer, l) => {
    if (l === 0 || layer.kernel.type === "int8") return layer;
    const {inputs, units} = layer;
    const weights = layerOutputs(
      {...layer, activation: "linear", bias: new Uint16Array(units)},
      Float32Array.from({length: inputs * inputs}, (_, k) => (k % (inputs + 1) === 0 ? 1 : 0))
    );
    const steps = Float32Array.from({length: units}, (_, j) => {
      const column = Array.from({length: inputs}, (_unused, i) => Math.abs(weights[i * units + j]));
      return Math.max(...column) / 127;
    });
    const integers = Int8Array.from(weights, (w, k) => Math.round(w / steps[k % units]));
    return {...layer, kernel: {type: "int8", integers, steps}};
  });
}

it("cholesky(a, n) is the lower triangle whose product with its transpose is a", () => {
  assertInDelta(cholesky(Float64Array.of(4, 2, 2, 10), 2), [2, 0, 1, 3]);
  assert.throws(() => cholesky(Float64Array.of(1, 2, 2, 1), 2), {
    message: "invalid matrix: pivot 1 is -3, expected it to be > 0"
  });
});

it("inverseFactor(a, order) is the upper U with UᵀU = a⁻¹, in that order", () => {
  const a = Float64Array.of(4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2);
  const order = [2, 0, 1];
  const u = inverseFactor(a, order);
  assertInDelta([u[3], u[6], u[7]], [0, 0, 0]);
  for (let i = 0; i < 3; ++i) {
    for (let j = 0; j < 3; ++j) {
      let sum = 0;
      for (let k = 0; k < 3; ++k) {
        for (let l = 0; l < 3; ++l) sum += u[l * 3 + i] * u[l * 3 + k] * a[order[k] * 3 + order[j]];
      }
      assertInDelta([sum], [i === j ? 1 : 0], 1e-12);
    }
  }
});

it("equalizeRows(layers, z) computes the same, and leaves tanh layers alone", () => {
  const network = layers("relu");
  const equalized = equalizeRows(network, z);
  assert.notDeepEqual(equalized, network);
  assertInDelta(outputs(equalized), outputs(network), 2e-2);
  assert.deepEqual(equalizeRows(layers("tanh"), z), layers("tanh"));
});

for (const activation of ["relu", "tanh"] as const) {
  it(`quantizeLayers(layers, z) errs less than half as much as plain rounding, ${activation}`, () => {
    const network = layers(activation);
    const quantized = quantizeLayers(network, z);
    assert.deepEqual(
      quantized.map(({kernel}) => kernel.type),
      ["float16", "int8", "int8"]
    );
    const exact = outputs(network);
    const error = rootMeanSquare(outputs(quantized), exact);
    const plain = rootMeanSquare(outputs(roundedPlainly(network)), exact);
    assert.ok(error < 0.5 * plain, `${error} against ${plain}`);
  });
}

it("quantizeLayers(layers, z) leaves a column of zeros zero", () => {
  const zero: PackedLayer = {
    inputs: 2,
    units: 2,
    activation: "linear",
    kernel: {type: "float16", halves: toFloat16([0, 1, 0, -1])},
    bias: toFloat16([0, 0])
  };
  const [, {kernel}] = quantizeLayers([{...zero, activation: "relu"}, zero], z);
  assert.ok(kernel.type === "int8");
  assert.deepEqual([kernel.integers[0], kernel.integers[2]], [0, 0]);
});
