import assert from "node:assert/strict";
import {mkdir, readdir, utimes, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {it, type TestContext} from "node:test";
import {removeStaleFrames} from "../../../tools/site/stale-frames.js";
import {temporaryFolder} from "../temporary-folder.js";

/** Makes a folder with empty files that were changed at the given times, in seconds. */
async function folderOf(context: TestContext, files: Record<string, number>): Promise<string> {
  const folder = await temporaryFolder(context);
  for (const [name, time] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), {recursive: true});
    await writeFile(join(folder, name), "");
    await utimes(join(folder, name), time, time);
  }
  return folder;
}

it("removeStaleFrames(folder, cache) removes what is older than a model", async (context) => {
  const folder = await folderOf(context, {
    "src/figures/board/views.ts": 100,
    "models/mnist-2d/manifest.json": 300,
    "cache/data/first-frame/mnist-2d.png": 200,
    "cache/data/first-frame/mnist-4d.png": 400
  });
  const cache = join(folder, "cache");
  assert.deepEqual(await removeStaleFrames(folder, cache), ["mnist-2d.png"]);
  assert.deepEqual(await readdir(join(cache, "data", "first-frame")), ["mnist-4d.png"]);
});

it("removeStaleFrames(folder, cache) removes what is older than the board", async (context) => {
  const folder = await folderOf(context, {
    "src/figures/board/views.ts": 300,
    "models/mnist-2d/manifest.json": 100,
    "cache/data/first-frame/mnist-2d.png": 200
  });
  assert.deepEqual(await removeStaleFrames(folder, join(folder, "cache")), ["mnist-2d.png"]);
});

it("removeStaleFrames(folder, cache) finds nothing where nothing is recorded", async (context) => {
  const folder = await folderOf(context, {"src/figures/board/views.ts": 100});
  assert.deepEqual(await removeStaleFrames(folder, join(folder, "cache")), []);
});
