import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {main as compile, version} from "assemblyscript/asc";
import {projectFolder} from "./project.js";

/** Where the sources of the kernels are. */
export const kernelFolder = join(projectFolder, "src", "engine", "kernel");

/** Converge repeats the optimizer until nothing changes, which inlines the small functions. */
const OPTIONS = ["-O3", "--converge", "--noAssert", "--runtime", "stub", "--enable", "simd"];

/** What a kernel depends on beside its sources. */
export const compilerStamp = [`AssemblyScript ${version}`, ...OPTIONS].join(" ");

/** Returns a kernel compiled from its AssemblyScript sources, in about a second. */
export async function compileKernel(
  entry: "training" | "decoding"
): Promise<Uint8Array<ArrayBuffer>> {
  const out = await mkdtemp(join(tmpdir(), "kernel-"));
  try {
    const outFile = join(out, `${entry}.wasm`);
    const {error, stderr} = await compile([
      join(kernelFolder, `${entry}.ts`),
      "--outFile",
      outFile,
      ...OPTIONS
    ]);
    if (error !== null) throw new Error(`${entry}.ts does not compile:\n${stderr.toString()}`);
    return new Uint8Array(await readFile(outFile));
  } finally {
    await rm(out, {recursive: true});
  }
}
