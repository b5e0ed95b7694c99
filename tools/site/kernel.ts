import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {KernelBuild} from "../models/compile-kernel.js";
import {compileKernel, kernelDigest} from "../models/compile-kernel.js";

/** The section of a WebAssembly module that holds what its maker likes: a name, then bytes. */
const CUSTOM_SECTION = 0;
const SECTION_NAME = "sources";

/** The kernels' entries, and the names of their files in `src/vendor`. */
const kernels = {decoding: "kernel", training: "training-kernel"} as const;

/**
 * Writes a kernel to `src/vendor`, from where pages load it, and returns whether it had to be
 * compiled. The file says of which sources it is made, in a section that WebAssembly ignores: the
 * same ones are not compiled again.
 */
export async function writeKernel(
  folder: string,
  entry: keyof typeof kernels = "decoding",
  build: KernelBuild = {}
): Promise<boolean> {
  const file = `${kernels[entry]}${build.relaxed ? "-relaxed" : ""}.wasm`;
  const path = join(folder, "src", "vendor", file);
  const stamp = stampSection(await kernelDigest(build));
  const present = await readFile(path).catch(() => Buffer.alloc(0));
  if (present.subarray(-stamp.length).equals(stamp)) return false;
  const kernel = await compileKernel(entry, build);
  await mkdir(join(folder, "src", "vendor"), {recursive: true});
  await writeFile(path, Buffer.concat([kernel, stamp]));
  return true;
}

/** Returns a custom section: its kind, its length, and its name and content, all short. */
function stampSection(content: Buffer): Buffer {
  const name = Buffer.from(SECTION_NAME);
  const length = 1 + name.length + content.length;
  return Buffer.concat([Buffer.of(CUSTOM_SECTION, length, name.length), name, content]);
}
