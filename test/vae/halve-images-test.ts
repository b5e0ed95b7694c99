import assert from "node:assert/strict";
import {it} from "node:test";
import {toFloat16} from "../../src/vae/float16.js";
import {halveImages} from "../../src/vae/halve-images.js";
import {kernelValues, type PackedLayer} from "../../src/vae/packed-layers.js";
import {assertInDelta} from "../assert-in-delta.js";

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

it("halveImages(layers, size) throws where two by two pixels do not fill the images", () => {
  assert.throws(() => halveImages([layer], {width: 8, height: 1}), {
    name: "RangeError",
    message: "invalid images: 8 × 1 of 8 units, expected even"
  });
  assert.throws(() => halveImages([layer], {width: 4, height: 4}), RangeError);
});
