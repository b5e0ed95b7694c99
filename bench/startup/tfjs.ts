import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";
import {decodeLayers} from "../../src/formats/packed-file.js";
import {widen} from "../decode/bench-model.js";
import {startBackend, tfjsNetwork} from "../decode/tfjs-contestants.js";

/** Returns a promise to the first image of tfjs wasm, from a file of float16 weights. */
export async function firstImage(weights: ArrayBuffer, z: Float32Array): Promise<number> {
  setWasmPaths("./");
  await startBackend("wasm");
  return tfjsNetwork(widen(decodeLayers(weights)), "ops").means(z, 1).length;
}
