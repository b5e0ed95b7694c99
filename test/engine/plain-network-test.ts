import {before, it} from "node:test";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import type {DecodingKernel} from "../../src/engine/kernel-network.js";
import {createKernelNetwork} from "../../src/engine/kernel-network.js";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {quantizeLayers} from "../../src/vae/quantize.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {latents, randomLayers} from "./random-layers.js";

before(useWasmBackend);

for (const activation of ["tanh", "relu"] as const) {
  it(`createPlainNetwork(…) computes what the kernel does, from either kind of weights, ${activation}`, async () => {
    const module = await WebAssembly.compile(await compileKernel("decoding"));
    const layers = randomLayers([3, 37, 41, 29], activation);
    for (const each of [layers, quantizeLayers(layers, latents(3))]) {
      const plain = createPlainNetwork(each);
      const kernel = createKernelNetwork(await instantiateKernel<DecodingKernel>(module), each);
      for (const count of [0, 1, 6]) {
        const z = standardNormals(randomSource(4), 3 * count);
        assertInDelta(plain.logits(z, count), kernel.logits(z, count), 1e-3);
        assertInDelta(plain.hidden(z, count), kernel.hidden(z, count), 1e-3);
        assertInDelta(plain.pixels(z, count), kernel.pixels(z, count), 1);
      }
    }
  });
}
