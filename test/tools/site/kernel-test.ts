import assert from "node:assert/strict";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {writeKernel} from "../../../tools/site/kernel.js";
import {temporaryFolder} from "../temporary-folder.js";

test("writeKernel(folder) compiles the kernel once for the same sources", async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, "src", "vendor", "kernel.wasm");
  assert.equal(await writeKernel(folder), true);
  const bytes = await readFile(path);
  assert.ok(WebAssembly.validate(bytes));
  assert.ok(gzipSync(bytes).length < 10_000, `${gzipSync(bytes).length} bytes by gzip`);
  assert.equal(await writeKernel(folder), false);

  await writeFile(path, bytes.subarray(0, -1));
  assert.equal(await writeKernel(folder), true);
  assert.deepEqual(await readFile(path), bytes);
});
