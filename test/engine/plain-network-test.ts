import {before, it} from "node:test";
import {fromFloat16} from "../../src/vae/float16.js";
import {quantizeLayers} from "../../src/vae/quantize.js";
import {randomSource, standardNormals} from "../../src/vae/random.js";
import type {DecodingKernel} from "../../src/engine/decoding-kernel.js";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import {createKernelNetwork} from "../../src/engine/kernel-network.js";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {compileKernel} from "../../tools/compile-kernel.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {latents, randomLayers} from "./random-layers.js";

before(useWasmBackend);

it("createPlainNetwork(…) computes what the kernel does, from either kind of weights", async () => {
  const module = await WebAssembly.compile(await compileKernel("decoding"));
  const layers = randomLayers([3, 37, 41, 29], "tanh");
  for (const each of [layers, quantizeLayers(layers, latents(3))]) {
    const plain = createPlainNetwork(each, fromFloat16);
    const kernel = createKernelNetwork(await instantiateKernel<DecodingKernel>(module), each);
    const z = standardNormals(randomSource(4), 3 * 6);
    assertInDelta(plain.logits(z, 6), kernel.logits(z, 6), 1e-3);
    assertInDelta(plain.hidden(z, 6), kernel.hidden(z, 6), 1e-3);
    assertInDelta(plain.pixels(z, 6), kernel.pixels(z, 6), 1);
  }
});
