import assert from "node:assert/strict";
import {before, beforeEach, it} from "node:test";
import {modelLoader, type Engines} from "../src/model-loader.js";
import {compileKernel} from "../tools/compile-kernel.js";
import {useWasmBackend} from "../tools/wasm-backend.js";
import {tinyModel} from "./engine/tiny-model.js";
import {modelFiles, utf8, type ModelFiles} from "./model-files.js";

let model: ModelFiles;
let engines: Engines;

before(async () => {
  await useWasmBackend();
  const module = await WebAssembly.compile(await compileKernel("decoding"));
  engines = {kernel: async () => module, startTfjs: async () => assert.fail("tfjs is not needed")};
});

beforeEach(async () => {
  model = await modelFiles();
});

/** Puts files in place whose network tfjs alone computes. */
async function useTfjsModel(activation: "linear" | "sigmoid", changes?: object): Promise<void> {
  const {json, weights} = await tinyModel(activation);
  model.files["decoder/model.json"] = utf8(json);
  model.files["decoder/weights.bin"] = new Uint8Array(weights);
  model.describe(changes);
}

it("loader.decoder() decodes with the 8-bit weights in the kernel", async () => {
  const decoder = await modelLoader("tiny", model.read, engines).decoder();
  assert.deepEqual(
    Array.from(await decoder.decode(Float32Array.of(Math.log(3), -100), 1)),
    [191, 0, 0]
  );
  assert.deepEqual([decoder.engine, decoder.reason], ["kernel", undefined]);
  assert.deepEqual(model.requests.toSorted(), ["decoder/int8.bin", "manifest.json"]);
});

it("decoder.logits(z, count) fetches the float16 weights, once", async () => {
  const decoder = await modelLoader("tiny", model.read, engines).decoder();
  assert.deepEqual(Array.from(await decoder.logits(Float32Array.of(1, 2), 1)), [1, 2, 4]);
  assert.deepEqual(Array.from(await decoder.hidden(Float32Array.of(1, 2), 1)), [1, 2]);
  assert.deepEqual(model.requests.filter((name) => name === "decoder/weights.bin").length, 1);
});

it("loader.decoder() is a plain loop where the kernel cannot run, and says why", async () => {
  const kernel = () => Promise.reject(new Error("no SIMD"));
  const decoder = await modelLoader("tiny", model.read, {...engines, kernel}).decoder();
  assert.deepEqual([decoder.engine, decoder.reason], ["plain", "no SIMD"]);
  assert.deepEqual(Array.from(await decoder.logits(Float32Array.of(1, 2), 1)), [1, 2, 4]);
});

it("loader.decoder() does what is forced", async () => {
  const plain = await modelLoader("tiny", model.read, {...engines, forced: "plain"}).decoder();
  assert.deepEqual([plain.engine, plain.reason], ["plain", undefined]);
  await useTfjsModel("linear");
  const startTfjs = async () => {};
  const tfjs = await modelLoader("tiny", model.read, {
    ...engines,
    startTfjs,
    forced: "tfjs"
  }).decoder();
  assert.strictEqual(tfjs.engine, "tfjs-wasm");
  assert.deepEqual(Array.from(await tfjs.logits(Float32Array.of(1, 2), 1)), [1, 2, 4]);
});

it("loader.decoder() leaves a network that gives means to tfjs, and waits for it", async () => {
  await useTfjsModel("sigmoid", {decoder: {hidden: [], output: "mean"}});
  const order: string[] = [];
  const startTfjs = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push("engine");
  };
  const {engine} = await modelLoader("tiny", model.read, {...engines, startTfjs}).decoder();
  order.push(engine);
  assert.deepEqual(order, ["engine", "tfjs-wasm"]);
});

it("loader.decoder() refuses layers that are not those of the manifest", async () => {
  model.describe({latentSize: 4});
  await assert.rejects(modelLoader("tiny", model.read, engines).decoder(), {
    message: "invalid tiny/decoder: 2–3 linear, expected 4–3 linear"
  });
});
