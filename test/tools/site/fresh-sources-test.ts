import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {setTimeout} from "node:timers/promises";
import {keepSourcesFresh} from "../../../tools/site/fresh-sources.js";
import {temporaryFolder} from "../temporary-folder.js";

test("keepSourcesFresh(folder) removes the recorded sources when a page is edited", async (t) => {
  const folder = await temporaryFolder(t);
  const data = join(folder, "src", ".observablehq", "cache", "data");
  await mkdir(data, {recursive: true});
  const recorded = join(data, "page-sources.json");
  await writeFile(recorded, "{}");
  const watcher = keepSourcesFresh(folder);
  t.after(() => watcher.close());
  await writeFile(join(folder, "src", "page.md"), "# Page\n");
  while (existsSync(recorded)) await setTimeout(5);
  assert.ok(!existsSync(recorded));
});
