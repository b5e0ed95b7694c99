import assert from "node:assert/strict";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {startTfjs} from "../../src/engine/tfjs-backend.js";

const require = createRequire(import.meta.url);
const dist = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");

it("startTfjs(paths) computes with the wasm backend", async () => {
  const backend = await startTfjs({
    "tfjs-backend-wasm.wasm": join(dist, "tfjs-backend-wasm.wasm"),
    "tfjs-backend-wasm-simd.wasm": join(dist, "tfjs-backend-wasm-simd.wasm"),
    "tfjs-backend-wasm-threaded-simd.wasm": join(dist, "tfjs-backend-wasm-threaded-simd.wasm")
  });
  assert.strictEqual(backend, "wasm");
  assert.strictEqual(tf.getBackend(), "wasm");
  assert.deepEqual(Array.from(tf.tidy(() => tf.add([1], [2]).dataSync())), [3]);
});
