import {env, InferenceSession, Tensor} from "onnxruntime-web/wasm";

/** Returns a promise to the first image of onnxruntime-web, from a model of float32 weights. */
export async function firstImage(model: ArrayBuffer, z: Float32Array): Promise<number> {
  env.wasm.numThreads = 1;
  env.wasm.wasmPaths = {wasm: "./ort-wasm-simd-threaded.wasm"};
  const session = await InferenceSession.create(model, {executionProviders: ["wasm"]});
  const {x} = await session.run({z: new Tensor("float32", z, [1, z.length])});
  return x.data.length;
}
