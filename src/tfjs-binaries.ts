import {FileAttachment} from "observablehq:stdlib";
import {once} from "./async/once.js";
import type {WasmPaths} from "./engine/tfjs/backend.js";

/** Returns where the binaries of tfjs are, which the build has copied. */
export const wasmPaths = (): WasmPaths => ({
  "tfjs-backend-wasm.wasm": FileAttachment("./vendor/tfjs-backend-wasm.wasm").href,
  "tfjs-backend-wasm-simd.wasm": FileAttachment("./vendor/tfjs-backend-wasm-simd.wasm").href,
  "tfjs-backend-wasm-threaded-simd.wasm": FileAttachment(
    "./vendor/tfjs-backend-wasm-threaded-simd.wasm"
  ).href
});

/** Starts tfjs; gives the backend that runs. */
export const startTfjs = once(async () => {
  const {startTfjs: start} = await import("./engine/tfjs/backend.js");
  return start(wasmPaths());
});
