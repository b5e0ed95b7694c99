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
 * @param isWhole whether the file of an address is as it was published: tfjs itself would compute
 *   with whatever can be compiled
 * @throws Error (as a rejection) if neither backend starts
 */
export async function startTfjs(
  paths: WasmPaths,
  isWhole: (address: string) => Promise<boolean>
): Promise<"wasm" | "cpu"> {
  setWasmPaths(paths);
  if ((await isWhole(paths[await binary()])) && (await start("wasm"))) return "wasm";
  if (await start("cpu")) return "cpu";
  throw new Error("tfjs did not start: neither its wasm nor its cpu backend is available");
}

/** Returns a promise to the binary that tfjs takes in this browser. */
async function binary(): Promise<keyof WasmPaths> {
  const has = async (what: string) => Boolean(await tf.env().getAsync(`WASM_HAS_${what}_SUPPORT`));
  if (!(await has("SIMD"))) return "tfjs-backend-wasm.wasm";
  const hasThreads = await has("MULTITHREAD");
  return hasThreads ? "tfjs-backend-wasm-threaded-simd.wasm" : "tfjs-backend-wasm-simd.wasm";
}

/** Returns whether the backend runs now: setBackend may choose another one and say nothing. */
async function start(backend: "wasm" | "cpu"): Promise<boolean> {
  return (await tf.setBackend(backend)) && tf.getBackend() === backend;
}

/** TensorFlow.js as a whole, for code that names it as it likes; start its backend first. */
export const library = tf;
