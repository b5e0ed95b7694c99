import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";
import * as onnx from "onnxruntime-web";
import {gunzip} from "../../src/formats/gunzip.js";
import {decodeLayers} from "../../src/formats/packed-file.js";
import type {Effort} from "../harness/rounds.js";
import type {BenchModel} from "./bench-model.js";
import {decodeContest} from "./contest.js";

const bytes = async (name: string) => (await fetch(name)).arrayBuffer();

/** The numbers of a contest, as they can be sent out of the page. */
export type PlainResults = [count: number, times: [name: string, milliseconds: number[]][]][];

/** Runs the contest in a browser; what is served under which name, bench-site.ts says. */
export async function runInPage(
  name: string,
  number: number,
  counts: number[],
  effort: Effort
): Promise<PlainResults> {
  onnx.env.wasm.numThreads = 1;
  onnx.env.wasm.wasmPaths = {wasm: "./ort-wasm-simd-threaded.wasm"};
  setWasmPaths("./");
  const int8 = await gunzip(new Uint8Array(await bytes(`${number}.int8`)), "weights");
  const model: BenchModel = {
    name,
    float16: decodeLayers(await bytes(`${number}.float16`)),
    int8: decodeLayers(int8.buffer as ArrayBuffer),
    onnx: new Uint8Array(await bytes(`${number}.onnx`))
  };
  const kernel = await WebAssembly.compileStreaming(fetch("decoding.wasm"));
  const results = await decodeContest(model, {kernel, onnx}, counts, effort);
  return Array.from(results, ([count, times]) => [count, [...times]]);
}
