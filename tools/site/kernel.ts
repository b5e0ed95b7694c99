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
  const stale: string[] = [];
  for (const [name, kernel] of Object.entries(kernels)) {
    const present = await readFile(join(vendor, name)).catch(() => Buffer.alloc(0));
    const stamp = await stampOf(kernel);
    if (!present.subarray(-stamp.length).equals(stamp)) stale.push(name);
  }
  const compiled = await compileKernels(stale.map((name) => kernels[name]!));
  await mkdir(vendor, {recursive: true});
  for (const [i, name] of stale.entries()) {
    const stamp = await stampOf(kernels[name]!);
    await writeFile(join(vendor, name), Buffer.concat([compiled[i]!, stamp]));
  }
  return stale;
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
