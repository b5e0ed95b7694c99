import {execFile} from "node:child_process";
import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {mkdir, mkdtemp, readdir, readFile, rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {projectFolder} from "../project.js";

/** Where the sources of the kernels are. */
const sources = join(projectFolder, "src", "engine", "kernel");

/** Where kernels are kept that have been compiled from these sources. */
const cache = join(projectFolder, ".cache", "kernels");

const compiler = join(projectFolder, "node_modules", "assemblyscript");
const {version} = JSON.parse(readFileSync(join(compiler, "package.json"), "utf8")) as {
  version: string;
};

/** Converge repeats the optimizer until nothing changes, which inlines the small functions. */
const OPTIONS = ["-O3", "--converge", "--noAssert", "--runtime", "stub", "--enable", "simd"];

/** How a kernel is built. */
export interface KernelBuild {
  /**
   * Whether products and their sums are one instruction, where the processor has one. Only engines
   * with relaxed SIMD take it (see hasRelaxedSimd); what is recorded is computed without, so that
   * it can be repeated to the last digit everywhere.
   */
  relaxed?: boolean;
}

function optionsOf({relaxed = false}: KernelBuild): string[] {
  return relaxed ? [...OPTIONS, "--enable", "relaxed-simd"] : OPTIONS;
}

/** Returns what a kernel depends on: the compiler, its options, and the sources of all kernels. */
export async function kernelDigest(build: KernelBuild = {}): Promise<Buffer> {
  const facts = [`AssemblyScript ${version}`, ...optionsOf(build)].join(" ");
  const hash = createHash("sha256").update(facts);
  for (const name of (await readdir(sources)).toSorted()) {
    hash.update(name).update(await readFile(join(sources, name)));
  }
  return hash.digest();
}

/**
 * Returns a kernel compiled from its AssemblyScript sources: in a few seconds, or at once if these
 * sources have been compiled before.
 *
 * The compiler runs in a process of its own, without the loader that runs our TypeScript: that one
 * takes half a minute to go through the compiler’s ten megabytes.
 *
 * @throws Error (as a rejection) with the compiler’s messages
 */
export async function compileKernel(
  entry: "training" | "decoding",
  build: KernelBuild = {}
): Promise<Uint8Array<ArrayBuffer>> {
  const digest = (await kernelDigest(build)).toString("hex").slice(0, 16);
  const kept = join(cache, `${entry}-${digest}.wasm`);
  const found = await readFile(kept).catch(() => undefined);
  if (found !== undefined) return new Uint8Array(found);
  await mkdir(cache, {recursive: true});
  const out = await mkdtemp(join(cache, `${entry}-`));
  try {
    const outFile = join(out, "kernel.wasm");
    const command = join(compiler, "bin", "asc.js");
    const source = join(sources, `${entry}.ts`);
    const args = [command, source, "--outFile", outFile, ...optionsOf(build)];
    // What is preloaded here, such as our loader, is nothing that the compiler should run with.
    const env = {...process.env, NODE_OPTIONS: ""};
    await promisify(execFile)(process.execPath, args, {env}).catch(
      (cause: Error & {stderr?: string}) => {
        throw new Error(`${entry}.ts does not compile:\n${cause.stderr}`, {cause});
      }
    );
    const kernel = new Uint8Array(await readFile(outFile));
    await rename(outFile, kept);
    return kernel;
  } finally {
    await rm(out, {recursive: true});
  }
}
