import {mkdir, readFile, readlink, rm, symlink, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {build} from "esbuild";

/** The binaries of TensorFlow.js's WebAssembly backend: plain, SIMD, SIMD with threads. */
export const wasmFiles = [
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm"
];

/**
 * Makes `src/models` a link to `models`, so that pages reach the weights as files of the site.
 * Windows lets anybody make a junction, and only some users a symbolic link.
 */
export async function linkModels(folder: string): Promise<void> {
  const target = join(folder, "models");
  const link = join(folder, "src", "models");
  await mkdir(target, {recursive: true});
  const present = await readlink(link).catch(() => undefined);
  if (present !== undefined && join(present) === target) return;
  if (present !== undefined) await rm(link);
  await symlink(target, link, "junction");
}

/** Copies the WebAssembly binaries to `src/vendor`, from where a page gives them to the backend. */
export async function copyWasm(folder: string): Promise<void> {
  const source = join(folder, "node_modules", "@tensorflow", "tfjs-backend-wasm", "wasm-out");
  for (const file of wasmFiles) {
    await writeChanged(join(folder, "src", "vendor", file), await readFile(join(source, file)));
  }
}

/**
 * Writes D3 as a whole to `src/vendor`, for cells that name it: what pages import as `d3` is cut
 * down to what they use.
 */
export async function writeD3(folder: string): Promise<void> {
  const {outputFiles} = await build({
    stdin: {contents: `export * from "d3";`, resolveDir: folder},
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "error",
    write: false
  });
  await writeChanged(join(folder, "src", "vendor", "d3.js"), outputFiles[0]!.text);
}

/** Writes a file unless it holds just that: a preview would see the new time as a change. */
export async function writeChanged(path: string, content: Buffer | string): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(Buffer.from(content))) return;
  await mkdir(dirname(path), {recursive: true});
  await writeFile(path, content);
}
