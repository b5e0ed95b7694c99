import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {fromFloat16, toFloat16} from "../../src/formats/bytes.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {halveImages, joinLayers, kernelValues, unpackFloat16} from "../../src/formats/layers.js";
import {decodeLayers, encodeLayers} from "../../src/formats/packed-file.js";
import {assertInDelta} from "../assert-in-delta.js";

describe("halve images", () => {
  /** A layer of two inputs and images of 4 × 2 pixels. */
  const layer: PackedLayer = {
    inputs: 2,
    units: 8,
    activation: "linear",
    kernel: {
      type: "float16",
      halves: toFloat16([1, 3, 10, 10, 5, 7, 10, 30, 0, 0, -8, 0, 0, 0, 0, 0])
    },
    bias: toFloat16([1, 1, 2, 2, 1, 1, 2, 6])
  };

  it("halveImages(layers, size) gives each logit the mean of 2 × 2", () => {
    const [half] = halveImages([layer], {width: 4, height: 2});
    assert.deepEqual([half.inputs, half.units, half.activation], [2, 2, "linear"]);
    assertInDelta(kernelValues(half), [4, 15, 0, -2], 15 / 254);
    assert.deepEqual(half.bias, toFloat16([1, 3]));
  });

  it("halveImages(layers, size) leaves the layers before the last as they are", () => {
    const before: PackedLayer = {...layer, units: 2};
    const [first, half] = halveImages([before, layer], {width: 2, height: 4});
    assert.equal(first, before);
    assertInDelta(kernelValues(half), [6, 13, -2, 0], 13 / 254);
  });

  it("halveImages(layers, size) takes the means of each channel apart", () => {
    const color: PackedLayer = {
      ...layer,
      inputs: 1,
      units: 12,
      kernel: {type: "float16", halves: toFloat16([1, 10, 0, 3, 10, 0, 5, 10, 0, 7, 30, 4])},
      bias: toFloat16([1, 0, 2, 1, 0, 2, 1, 0, 2, 1, 4, 2])
    };
    const [half] = halveImages([color], {width: 2, height: 2, channels: 3});
    assertInDelta(kernelValues(half), [4, 15, 1], 15 / 254);
    assert.deepEqual(half.bias, toFloat16([1, 1, 2]));
  });

  it("halveImages(layers, size) throws where two by two pixels do not fill the images", () => {
    assert.throws(() => halveImages([layer], {width: 8, height: 1}), {
      name: "RangeError",
      message: "invalid images: 8 × 1 of 8 units, expected even"
    });
    assert.throws(() => halveImages([layer], {width: 4, height: 4}), RangeError);
  });
});

describe("packed layers", () => {
  const sizes = [
    {name: "a", inputs: 2, units: 3, activation: "relu" as const},
    {name: "b", inputs: 3, units: 1, activation: "linear" as const}
  ];
  const numbers = [0.5, -1, 2, 0.25, 4, -0.125, 1, 2, 3, -8, 6, 3.5, 7];
  const bytes = toFloat16(numbers).buffer;

  /** Returns layers with 8-bit kernels of made-up integers. */
  function quantized(layers: PackedLayer[]): PackedLayer[] {
    return layers.map((layer) => ({
      ...layer,
      kernel: {
        type: "int8",
        integers: Int8Array.from({length: layer.inputs * layer.units}, (_, i) => 50 - 60 * i),
        steps: Float32Array.from({length: layer.units}, (_, j) => 0.25 + j)
      }
    }));
  }

  it("unpackFloat16(layers, bytes) reads kernel and bias of each layer in turn", () => {
    const [a, b] = unpackFloat16(sizes, bytes);
    assert.deepEqual([a.inputs, a.units, a.activation], [2, 3, "relu"]);
    assert.deepEqual([...fromFloat16(a.bias)], [1, 2, 3]);
    assert.equal(b.kernel.type, "float16");
    if (b.kernel.type === "float16")
      assert.deepEqual([...fromFloat16(b.kernel.halves)], [-8, 6, 3.5]);
    assert.deepEqual([...fromFloat16(b.bias)], [7]);
  });

  it("unpackFloat16(layers, bytes) throws if the bytes are not as many as the layers need", () => {
    assert.throws(() => unpackFloat16(sizes, bytes.slice(2)), {
      message: "invalid weights: 24 bytes, expected 26"
    });
  });

  it("decodeLayers(encodeLayers(layers)) is the layers, of either kind", () => {
    const layers = unpackFloat16(sizes, bytes);
    for (const each of [layers, quantized(layers)]) {
      assert.deepEqual(decodeLayers(encodeLayers(each).buffer), each);
    }
  });

  it("decodeLayers(bytes) throws a sentence for bytes that are no layers", () => {
    const whole = encodeLayers(quantized(unpackFloat16(sizes, bytes)));
    const altered = (at: number, value: number) => whole.with(at, value).buffer as ArrayBuffer;
    assert.throws(() => decodeLayers(new ArrayBuffer(4)), {
      message: "invalid layers: 4 bytes, expected more"
    });
    assert.throws(() => decodeLayers(altered(0, 0)), /invalid layers: magic number 0x4c564500/);
    assert.throws(() => decodeLayers(altered(4, 9)), /invalid layers: version 9, expected 1/);
    assert.throws(() => decodeLayers(altered(20, 7)), /invalid layers: activation 7/);
    assert.throws(() => decodeLayers(altered(24, 7)), /invalid layers: type 7/);
    for (let length = 12; length < whole.length; length += 4) {
      assert.throws(() => decodeLayers(whole.buffer.slice(0, length)), /invalid layers: \d+ bytes/);
    }
    const longer = new Uint8Array(whole.length + 4);
    longer.set(whole);
    assert.throws(() => decodeLayers(longer.buffer), /invalid layers: \d+ bytes, expected \d+/);
  });
});

describe("join layers", () => {
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
      message:
        "invalid layers to join: 1 inputs, linear and 2 inputs, linear, expected the same of both"
    });
    assert.throws(() => joinLayers(one, {...one, activation: "tanh"}), {
      message:
        "invalid layers to join: 1 inputs, linear and 1 inputs, tanh, expected the same of both"
    });
  });
});
