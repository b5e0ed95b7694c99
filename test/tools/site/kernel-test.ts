import assert from "node:assert/strict";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {writeKernels} from "../../../tools/site/kernel.js";
import {temporaryFolder} from "../temporary-folder.js";

test("writeKernels(folder) writes each kernel once for the same sources", async (t) => {
  const folder = await temporaryFolder(t);
  const vendor = join(folder, "src", "vendor");
  const files = await writeKernels(folder);
  assert.deepEqual(files.toSorted(), [
    "kernel-relaxed.wasm",
    "kernel.wasm",
    "training-kernel-relaxed.wasm",
    "training-kernel.wasm"
  ]);
  const bytes = await Promise.all(files.map((file) => readFile(join(vendor, file))));
  // Node 20 has no relaxed SIMD.
  for (const [i, file] of files.entries()) {
    if (!file.includes("relaxed")) assert.ok(WebAssembly.validate(bytes[i]!), file);
  }
  const size = gzipSync(bytes[files.indexOf("kernel.wasm")]!).length;
  assert.ok(size < 10_000, `${size} bytes by gzip`);
  assert.deepEqual(await writeKernels(folder), []);

  await writeFile(join(vendor, files[1]!), bytes[1]!.subarray(0, -1));
  assert.deepEqual(await writeKernels(folder), [files[1]]);
  assert.deepEqual(await readFile(join(vendor, files[1]!)), bytes[1]);
});
