import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {gzipSync} from "node:zlib";
import {build} from "esbuild";
import type {BenchModel} from "../decode/bench-model.js";
import type {Kernels} from "./kernels.js";
import {encodeLayers} from "../../src/formats/packed-file.js";
import {serve, type StaticServer} from "../../test/harness/serve.js";
import {wasmFiles} from "../../tools/site/vendor.js";

/** The binary that onnxruntime-web runs on one thread as well. */
const onnxBinary = "ort-wasm-simd-threaded.wasm";

/** Scripts that run in a browser, by the names they are served under. */
const scripts = {
  "decode-page": "../decode/page.ts",
  "startup-kernel": "../startup/kernel.ts",
  "startup-tfjs": "../startup/tfjs.ts",
  "startup-onnx": "../startup/onnx.ts",
  "training-worker": "../training/worker.ts",
  "learning-page": "../learning/page.ts",
  "live-worker": "../../src/training/worker.ts",
  "posterior-worker": "../posterior/worker.ts"
};

/** The scripts and files of the bench, served; `blank.html` is an empty page. */
export interface BenchSite extends StaticServer {
  /** Returns a promise to the bytes of a served file. */
  read(name: string): Promise<Uint8Array>;
}

/**
 * Builds what the bench runs in a browser into a temporary folder, and serves it until it is
 * closed: the scripts, minified; each model as `<number>.float16`, `<number>.int8` (compressed, as
 * it is shipped) and `<number>.onnx`; the kernels as `decoding.wasm` and `training.wasm`; and the peers' binaries.
 */
export async function buildBenchSite(
  models: readonly BenchModel[],
  kernels: Kernels
): Promise<BenchSite> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  await bundleScripts(folder);
  const write = (name: string, content: Uint8Array | string) =>
    writeFile(join(folder, name), content);
  await write("blank.html", "<!doctype html><title>bench</title>");
  for (const [i, {float16, int8, onnx}] of models.entries()) {
    await write(`${i}.float16`, encodeLayers(float16));
    await write(`${i}.int8`, gzipSync(encodeLayers(int8)));
    await write(`${i}.onnx`, onnx);
  }
  await write("decoding.wasm", kernels.decoding.bytes);
  await write("training.wasm", kernels.training.bytes);
  const require = createRequire(import.meta.url);
  for (const file of wasmFiles) {
    await write(
      file,
      await readFile(require.resolve(`@tensorflow/tfjs-backend-wasm/dist/${file}`))
    );
  }
  await write(onnxBinary, await readFile(require.resolve(`onnxruntime-web/${onnxBinary}`)));

  const server = await serve(folder, "/");
  return {
    url: server.url,
    read: async (name) => new Uint8Array(await readFile(join(folder, name))),
    async close() {
      await server.close();
      await rm(folder, {recursive: true});
    }
  };
}

async function bundleScripts(folder: string): Promise<void> {
  for (const [name, source] of Object.entries(scripts)) {
    await build({
      entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
      outfile: join(folder, `${name}.js`),
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
      legalComments: "none",
      logLevel: "error",
      // tfjs is at its smallest, and starts fastest, without its other backends and its layers.
      alias: name.startsWith("startup")
        ? {"@tensorflow/tfjs": "@tensorflow/tfjs-core"}
        : {"onnxruntime-web": "onnxruntime-web/wasm"}
    });
  }
}
