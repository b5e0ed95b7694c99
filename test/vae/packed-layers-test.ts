import assert from "node:assert/strict";
import {it} from "node:test";
import {fromFloat16, toFloat16} from "../../src/vae/float16.js";
import {decodeLayers, encodeLayers} from "../../src/vae/packed-file.js";
import {unpackFloat16, type PackedLayer} from "../../src/vae/packed-layers.js";

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
