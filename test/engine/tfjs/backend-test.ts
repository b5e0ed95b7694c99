import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {describe, it} from "node:test";
import {promisify} from "node:util";
import * as tf from "@tensorflow/tfjs";
import {startTfjs} from "../../../src/engine/tfjs/backend.js";
import {projectFolder} from "../../../tools/project.js";

describe("tfjs backend", () => {
  const require = createRequire(import.meta.url);
  const dist = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");

  it("startTfjs(paths) computes with the wasm backend", async () => {
    const backend = await startTfjs(
      {
        "tfjs-backend-wasm.wasm": join(dist, "tfjs-backend-wasm.wasm"),
        "tfjs-backend-wasm-simd.wasm": join(dist, "tfjs-backend-wasm-simd.wasm"),
        "tfjs-backend-wasm-threaded-simd.wasm": join(dist, "tfjs-backend-wasm-threaded-simd.wasm")
      },
      async () => true
    );
    assert.strictEqual(backend, "wasm");
    assert.strictEqual(tf.getBackend(), "wasm");
    assert.deepEqual(Array.from(tf.tidy(() => tf.add([1], [2]).dataSync())), [3]);
  });
});

describe("tfjs backend missing", () => {
  const dist = "./node_modules/@tensorflow/tfjs-backend-wasm/dist";
  for (const [what, folder, isWhole] of [
    ["missing", "/no/such", true],
    ["not as it was published", dist, false]
  ] as const) {
    it(`startTfjs(paths, isWhole) computes with the cpu backend if its binary is ${what}`, async () => {
      // In a process of its own: tfjs takes the paths of its binaries once only.
      const {stdout} = await promisify(execFile)(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "--eval", startedIn(folder, isWhole)],
        {cwd: projectFolder}
      );
      const [sum, ...asked] = JSON.parse(stdout.trim().split("\n").at(-1)!) as unknown[];
      assert.deepEqual(sum, ["cpu", "cpu", [3]]);
      assert.equal(asked.length, 1);
    });
  }
});

const startedIn = (folder: string, isWhole: boolean) => `
  import * as tf from "@tensorflow/tfjs";
  const {startTfjs} = await import("./src/engine/tfjs/backend.ts");
  const names = ["", "-simd", "-threaded-simd"].map((kind) => "tfjs-backend-wasm" + kind + ".wasm");
  const paths = Object.fromEntries(names.map((name) => [name, "${folder}/" + name]));
  const asked = [];
  const backend = await startTfjs(paths, async (path) => (asked.push(path), ${isWhole}));
  const sum = Array.from(tf.tidy(() => tf.add([1], [2]).dataSync()));
  console.log(JSON.stringify([[backend, tf.getBackend(), sum], ...asked]));
`;
