import {execFile} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {mkdir, mkdtemp, readdir, readFile, rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {projectFolder} from "../project.js";

/** Where the sources of the kernels are. */
const sources = join(projectFolder, "src", "engine", "kernel");

/** Where kernels are kept that have been compiled from these sources. */
const cache = join(projectFolder, ".cache", "kernels");

const compilerScript = join(projectFolder, "tools", "models", "assembly-script.mjs");
const {version} = JSON.parse(
  readFileSync(join(projectFolder, "node_modules", "assemblyscript", "package.json"), "utf8")
) as {version: string};

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

/** A kernel by its entry, and how it is built. */
export interface WantedKernel extends KernelBuild {
  entry: "training" | "decoding";
}

/**
 * Returns a kernel compiled from its AssemblyScript sources: in a few seconds, or at once if these
 * sources have been compiled before.
 *
 * @throws Error (as a rejection) with the compiler’s messages
 */
export async function compileKernel(
  entry: WantedKernel["entry"],
  build: KernelBuild = {}
): Promise<Uint8Array<ArrayBuffer>> {
  const [kernel] = await compileKernels([{...build, entry}]);
  return kernel!;
}

/**
 * Returns kernels, in the order they are wanted in, as compileKernel does. Those that are not kept
 * are compiled by one process: four take 6 seconds so, and 12 one by one.
 *
 * The compiler runs without the loader that runs our TypeScript: that one takes half a minute to go
 * through the compiler’s ten megabytes.
 *
 * @throws Error (as a rejection) with the compiler’s messages
 */
export async function compileKernels(
  wanted: readonly WantedKernel[]
): Promise<Uint8Array<ArrayBuffer>[]> {
  const kernels = await Promise.all(
    wanted.map(async (kernel) => ({...kernel, file: await keptFile(kernel)}))
  );
  const missing = kernels.filter(({file}) => !existsSync(file));
  if (missing.length > 0) await compileInto(missing);
  return Promise.all(kernels.map(async ({file}) => new Uint8Array(await readFile(file))));
}

/** Returns where a kernel is kept once it has been compiled. */
async function keptFile(kernel: WantedKernel): Promise<string> {
  const digest = (await kernelDigest(kernel)).toString("hex").slice(0, 16);
  return join(cache, `${kernel.entry}-${digest}.wasm`);
}

/** Compiles kernels, each into its file. */
async function compileInto(wanted: readonly (WantedKernel & {file: string})[]): Promise<void> {
  await mkdir(cache, {recursive: true});
  const out = await mkdtemp(join(cache, "compiling-"));
  try {
    const builds = wanted.map((kernel, i) => [
      join(sources, `${kernel.entry}.ts`),
      "--outFile",
      join(out, `${i}.wasm`),
      ...optionsOf(kernel)
    ]);
    // What is preloaded here, such as our loader, is nothing that the compiler should run with.
    const env = {...process.env, NODE_OPTIONS: ""};
    await promisify(execFile)(process.execPath, [compilerScript, JSON.stringify(builds)], {
      env
    }).catch((cause: Error & {stderr?: string}) => {
      const names = wanted.map(({entry}) => `${entry}.ts`).join(", ");
      throw new Error(`of ${names}, one does not compile:\n${cause.stderr}`, {cause});
    });
    // A rename is whole or not at all: another process may be compiling the same kernel.
    for (const [i, {file}] of wanted.entries()) await rename(join(out, `${i}.wasm`), file);
  } finally {
    await rm(out, {recursive: true});
  }
}
