import assert from "node:assert/strict";
import {before, it} from "node:test";
import {openNetwork} from "../../src/engine/open-network.js";
import {toFloat16} from "../../src/formats/bytes.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";

const layer: PackedLayer = {
  inputs: 1,
  units: 2,
  activation: "linear",
  kernel: {type: "float16", halves: toFloat16([2, -1])},
  bias: toFloat16([0, 3])
};
const z = Float32Array.of(5);

let kernel: WebAssembly.Module;
before(async () => {
  kernel = await WebAssembly.compile(await compileKernel("decoding"));
});

it("openNetwork(portable) computes in the kernel", async () => {
  const {network, engine, reason} = await openNetwork({layers: [layer], kernel});
  assert.deepEqual([engine, reason], ["kernel", undefined]);
  assert.deepEqual(Array.from(network.logits(z, 1)), [10, -2]);
});

it("openNetwork(portable) is a plain loop without a kernel", async () => {
  const {network, engine, reason} = await openNetwork({layers: [layer]});
  assert.deepEqual([engine, reason], ["plain", undefined]);
  assert.deepEqual(Array.from(network.logits(z, 1)), [10, -2]);
});

it("openNetwork(portable) is a plain loop where the memory cannot grow", async (t) => {
  const instantiate = WebAssembly.instantiate as (
    module: WebAssembly.Module,
    imports: WebAssembly.Imports
  ) => Promise<WebAssembly.Instance>;
  t.mock.method(
    WebAssembly,
    "instantiate",
    async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
      const {exports} = await instantiate(module, imports);
      return {exports: {...exports, allocate: () => 0}};
    }
  );
  const {network, engine, reason} = await openNetwork({layers: [layer], kernel});
  assert.equal(engine, "plain");
  assert.match(reason!, /^out of memory: the kernel could not get \d+ bytes more$/);
  assert.deepEqual(Array.from(network.logits(z, 1)), [10, -2]);
});
