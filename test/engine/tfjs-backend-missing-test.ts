import assert from "node:assert/strict";
import {it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {startTfjs} from "../../src/engine/tfjs-backend.js";

// In a file, so a process, of its own: tfjs takes the paths of its binaries once only.
it("startTfjs(paths) computes with the cpu backend if the binaries are missing", async () => {
  const backend = await startTfjs({
    "tfjs-backend-wasm.wasm": "/no/such/a.wasm",
    "tfjs-backend-wasm-simd.wasm": "/no/such/b.wasm",
    "tfjs-backend-wasm-threaded-simd.wasm": "/no/such/c.wasm"
  });
  assert.strictEqual(backend, "cpu");
  assert.strictEqual(tf.getBackend(), "cpu");
  assert.deepEqual(Array.from(tf.tidy(() => tf.add([1], [2]).dataSync())), [3]);
});
