import * as tf from "@tensorflow/tfjs";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";

/** Where the binaries of the WebAssembly backend are; a browser takes the one that suits it. */
export type WasmPaths = Record<
  "tfjs-backend-wasm.wasm" | "tfjs-backend-wasm-simd.wasm" | "tfjs-backend-wasm-threaded-simd.wasm",
  string
>;

/**
 * Starts tfjs on its WebAssembly backend, or on its plain JavaScript one, some ten times slower,
 * where WebAssembly or its binary is not to be had. Returns a promise to the backend that runs.
 * Call it once, before anything else of tfjs.
 *
 * @throws Error (as a rejection) if neither backend starts
 */
export async function startTfjs(paths: WasmPaths): Promise<"wasm" | "cpu"> {
  setWasmPaths(paths);
  if (await start("wasm")) return "wasm";
  if (await start("cpu")) return "cpu";
  throw new Error("tfjs did not start: neither its wasm nor its cpu backend is available");
}

/** Returns whether the backend runs now: setBackend may choose another one and say nothing. */
async function start(backend: "wasm" | "cpu"): Promise<boolean> {
  return (await tf.setBackend(backend)) && tf.getBackend() === backend;
}

/** TensorFlow.js as a whole, for code that names it as it likes; start its backend first. */
export const library = tf;
