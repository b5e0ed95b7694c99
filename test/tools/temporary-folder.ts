import assert from "node:assert/strict";
import {mkdtemp, readdir, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {TestContext} from "node:test";

/** Returns a promise to a new folder, which is removed with all it holds when the test ends. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aevb-"));
  t.after(() => rm(folder, {recursive: true}));
  return folder;
}

/** Asserts that a folder holds one file and no other, with that name and these bytes. */
export async function assertOnly(
  folder: string,
  name: string,
  expected: Uint8Array
): Promise<void> {
  assert.deepEqual(await readdir(folder), [name]);
  assert.ok(Buffer.from(expected).equals(await readFile(join(folder, name))), `bytes of ${name}`);
}
