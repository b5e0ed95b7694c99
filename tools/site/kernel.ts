import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {WantedKernel} from "../models/compile-kernel.js";
import {compileKernels, kernelDigest} from "../models/compile-kernel.js";

/** The section of a WebAssembly module that holds what its maker likes: a name, then bytes. */
const CUSTOM_SECTION = 0;
const SECTION_NAME = "sources";

/** The kernels that pages load, by the names of their files in `src/vendor`. */
const kernels: Record<string, WantedKernel> = {
  "kernel.wasm": {entry: "decoding"},
  "kernel-relaxed.wasm": {entry: "decoding", relaxed: true},
  "training-kernel.wasm": {entry: "training"},
  "training-kernel-relaxed.wasm": {entry: "training", relaxed: true}
};

/**
 * Writes the kernels to `src/vendor`, from where pages load them, and returns the names of the
 * files that it had to write. A file says of which sources it is made, in a section that
 * WebAssembly ignores: the same ones are not written again.
 */
export async function writeKernels(folder: string): Promise<string[]> {
  const vendor = join(folder, "src", "vendor");
  const all = await Promise.all(
    Object.entries(kernels).map(async ([name, kernel]) => {
      const path = join(vendor, name);
      const present = await readFile(path).catch(() => Buffer.alloc(0));
      return {name, path, kernel, present, stamp: await stampOf(kernel)};
    })
  );
  const stale = all.filter(({present, stamp}) => !present.subarray(-stamp.length).equals(stamp));
  const compiled = await compileKernels(stale.map(({kernel}) => kernel));
  await mkdir(vendor, {recursive: true});
  for (const [i, {path, stamp}] of stale.entries()) {
    await writeFile(path, Buffer.concat([compiled[i]!, stamp]));
  }
  return stale.map(({name}) => name);
}

/**
 * Returns a custom section that says of which sources, and how, a kernel is made: its kind, its
 * length, and its name and content, all short.
 */
async function stampOf(kernel: WantedKernel): Promise<Buffer> {
  const content = await kernelDigest(kernel);
  const name = Buffer.from(SECTION_NAME);
  const length = 1 + name.length + content.length;
  return Buffer.concat([Buffer.of(CUSTOM_SECTION, length, name.length), name, content]);
}
