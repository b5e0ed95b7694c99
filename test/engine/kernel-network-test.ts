import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import type {Network} from "../../src/engine/decoder.js";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import type {DecodingKernel} from "../../src/engine/kernel-network.js";
import {createKernelNetwork, kernelRows} from "../../src/engine/kernel-network.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {quantizeLayers} from "../../src/vae/quantize.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {byTfjs, latents, pixelsOf, plainlyRounded, randomLayers} from "./random-layers.js";

describe("kernel network", async () => {
  let module: WebAssembly.Module;
  before(async () => {
    await useWasmBackend();
    module = await WebAssembly.compile(await compileKernel("decoding"));
  });

  async function kernelNetwork(layers: PackedLayer[]): Promise<Network> {
    return createKernelNetwork(await instantiateKernel<DecodingKernel>(module), layers);
  }

  const sizes = [
    [1, 1],
    [2, 3, 7],
    [3, 783, 785],
    [4, 7, 1, 9],
    [7, 785, 783, 3]
  ];

  for (const activation of ["tanh", "relu"] as const) {
    for (const size of sizes) {
      it(`createKernelNetwork(…) computes what tfjs does: ${size.join("–")}, ${activation}`, async () => {
        const layers = randomLayers(size, activation);
        const network = await kernelNetwork(layers);
        for (const count of [1, 3, 5, 66]) {
          const z = standardNormals(randomSource(count), count * size[0]);
          const expected = byTfjs(layers, z, count);
          assertInDelta(network.logits(z, count), expected.logits, 1e-4);
          assertInDelta(network.hidden(z, count), expected.hidden, 1e-4);
          assertInDelta(network.pixels(z, count), pixelsOf(expected.logits), 1);
        }
      });
    }
  }

  it("createKernelNetwork(…) computes a batch of 4,097, and one of none", async () => {
    const layers = randomLayers([2, 33, 10], "relu");
    const network = await kernelNetwork(layers);
    const z = standardNormals(randomSource(1), 2 * 4097);
    assertInDelta(network.logits(z, 4097), byTfjs(layers, z, 4097).logits, 1e-4);
    assert.equal(network.pixels(new Float32Array(), 0).length, 0);
    assert.equal(network.logits(new Float32Array(), 0).length, 0);
  });

  for (const activation of ["tanh", "relu"] as const) {
    it(`createKernelNetwork(…) computes 8-bit weights in integers as exactly as needed, ${activation}`, async () => {
      const layers = quantizeLayers(randomLayers([4, 785, 500, 783], activation), latents(4));
      const network = await kernelNetwork(layers);
      for (const count of [1, 3, 37]) {
        const z = standardNormals(randomSource(count), 4 * count);
        const {logits} = byTfjs(layers, z, count);
        assertInDelta(network.logits(z, count), logits, 2e-3);
        assertInDelta(network.pixels(z, count), pixelsOf(logits), 1);
      }
    });
  }

  it("createKernelNetwork(…) computes 8-bit weights of layers of 1, 3 and 7 units", async () => {
    const layers = quantizeLayers(randomLayers([2, 7, 3, 1], "tanh"), latents(2));
    const network = await kernelNetwork(layers);
    for (const count of [1, 2, 5, 8]) {
      const z = standardNormals(randomSource(count), 2 * count);
      assertInDelta(network.logits(z, count), byTfjs(layers, z, count).logits, 2e-3);
    }
  });

  it("network.logits(…) and hidden(…) give an image alone the numbers that it has among others", async () => {
    for (const layers of [
      randomLayers([3, 785, 29], "tanh"),
      quantizeLayers(randomLayers([3, 29, 37, 41], "relu"), latents(3))
    ]) {
      const network = await kernelNetwork(layers);
      const z = standardNormals(randomSource(11), 3 * 8);
      const [logits, hidden] = [network.logits(z, 8), network.hidden(z, 8)];
      for (let row = 0; row < 8; ++row) {
        const point = z.subarray(3 * row, 3 * row + 3);
        const of = (all: Float32Array) =>
          all.subarray((row * all.length) / 8, ((row + 1) * all.length) / 8);
        assertInDelta(network.logits(point, 1), of(logits), 1e-3);
        assertInDelta(network.hidden(point, 1), of(hidden), 1e-3);
      }
    }
  });

  it("createKernelNetwork(…) computes 8-bit weights of very long rows in floats", async () => {
    const [first, second] = randomLayers([2, 2100, 5], "relu");
    const layers = [first, plainlyRounded(second)];
    const network = await kernelNetwork(layers);
    const z = standardNormals(randomSource(3), 2 * 3);
    assertInDelta(network.logits(z, 3), byTfjs(layers, z, 3).logits, 1e-4);
  });

  it("createKernelNetwork(…) throws for layers that do not fit", async () => {
    const [first, second] = [randomLayers([2, 3], "relu")[0], randomLayers([4, 5], "relu")[0]];
    await assert.rejects(kernelNetwork([first, second]), {
      message: "invalid layers: 3 units feed 4 inputs, expected as many"
    });
    await assert.rejects(kernelNetwork([]), {
      message: "invalid layers: none, expected at least one"
    });
  });

  it("createKernelNetwork(…) throws when the memory cannot grow", async () => {
    const kernel = await instantiateKernel<DecodingKernel>(module);
    const full = {...kernel, allocate: () => 0};
    assert.throws(() => createKernelNetwork(full, randomLayers([2, 3], "relu")), {
      message: /^out of memory: the kernel could not get \d+ bytes more$/
    });
  });

  it("network.pixels(…) needs no more memory over 10,000 decodes", async () => {
    const kernel = await instantiateKernel<DecodingKernel>(module);
    const network = createKernelNetwork(kernel, randomLayers([2, 16, 9], "relu"));
    const z = Float32Array.of(0.5, -1);
    network.pixels(z, 1);
    const bytes = kernel.memory.buffer.byteLength;
    for (let i = 0; i < 10_000; ++i) network.pixels(z, 1);
    assert.equal(kernel.memory.buffer.byteLength, bytes);
  });
});

describe("row products", () => {
  it("kernelRows(module) gives the products of a plain loop, for every width", async () => {
    const keepRows = await kernelRows(await WebAssembly.compile(await compileKernel("decoding")));
    for (const [count, width] of [
      [1, 1],
      [3, 8],
      [300, 500],
      [17, 13]
    ]) {
      const rows = standardNormals(randomSource(1, width), count * width);
      const product = keepRows(rows, width);
      for (const stream of [2, 3]) {
        const vector = standardNormals(randomSource(stream), width);
        const expected = Array.from({length: count}, (_, i) =>
          vector.reduce((sum, value, j) => sum + value * rows[i * width + j], 0)
        );
        assertInDelta(product(vector), expected, 1e-4);
      }
    }
  });
});
