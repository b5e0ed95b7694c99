import {createRequire} from "node:module";
import {dirname, sep} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";

/**
 * Makes tfjs compute with its WebAssembly backend in Node.
 *
 * @throws Error if it does not start; tfjs itself would go on with its slow backend and say nothing
 */
export async function useWasmBackend(): Promise<void> {
  const require = createRequire(import.meta.url);
  setWasmPaths(
    dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")) + `${sep}dist${sep}`
  );
  const started = await tf.setBackend("wasm");
  if (!started || tf.getBackend() !== "wasm") {
    throw new Error(`tfjs' WebAssembly backend did not start; got ${tf.getBackend()}`);
  }
}
