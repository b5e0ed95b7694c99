import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {it} from "node:test";
import {projectFolder} from "../../tools/project.js";

const script = `
import * as tf from "@tensorflow/tfjs";
import {startTfjs} from "./src/engine/tfjs-backend.js";

const started = await startTfjs({
  "tfjs-backend-wasm.wasm": "/no/such/a.wasm",
  "tfjs-backend-wasm-simd.wasm": "/no/such/b.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm": "/no/such/c.wasm"
});
const sum = Array.from(tf.tidy(() => tf.add([1], [2]).dataSync()));
console.log(JSON.stringify({started, backend: tf.getBackend(), sum}));
`;

it("startTfjs(paths) computes with the cpu backend if the binaries are missing", () => {
  // In a process of its own: tfjs takes the paths of its binaries once only.
  const words = ["--import", "tsx", "--input-type=module", "--eval", script];
  const printed = execFileSync(process.execPath, words, {
    cwd: projectFolder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"]
  });
  const said = JSON.parse(printed.trim().split("\n").at(-1)!) as object;
  assert.deepEqual(said, {started: "cpu", backend: "cpu", sum: [3]});
});
