import {FileAttachment} from "observablehq:stdlib";
import {once} from "./async/once.js";

/** Fetches the training kernel, where the browser has all that it uses. */
export const trainingKernel: () => Promise<WebAssembly.Module> = once(async () => {
  const bytes = await FileAttachment("./vendor/training-kernel.wasm").arrayBuffer();
  if (!WebAssembly.validate(bytes)) {
    throw new Error("this browser lacks SIMD for WebAssembly, which training needs");
  }
  return WebAssembly.compile(bytes);
});
