import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {it, type TestContext} from "node:test";
import {gzipSync} from "node:zlib";
import {loadDataset} from "../../../tools/data/dataset.js";
import {setEnvironment} from "../environment.js";
import {temporaryFolder} from "../temporary-folder.js";

const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 255);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);

it("loadDataset(id, {folder}) reads files that are compressed or not", async (t) => {
  const folder = await folderOf(t, "mnist", {
    "train-images-idx3-ubyte.gz": gzipSync(images),
    "train-labels-idx1-ubyte": labels
  });
  const dataset = await loadDataset("mnist", {split: "train", folder});
  assert.deepEqual([dataset.count, dataset.height, dataset.width], [2, 1, 2]);
  assert.deepEqual(Array.from(dataset.images), [1, 2, 3, 255]);
  assert.deepEqual(Array.from(dataset.labels), [7, 9]);
});

it("loadDataset(id, {split}) reads the t10k files for the test split", async (t) => {
  const folder = await folderOf(t, "fashion-mnist", {
    "t10k-images-idx3-ubyte": images,
    "t10k-labels-idx1-ubyte": labels
  });
  const dataset = await loadDataset("fashion-mnist", {split: "test", folder});
  assert.deepEqual([dataset.id, dataset.count], ["fashion-mnist", 2]);
});

it("loadDataset(id, options) reads the folder that AEVB_DATA names", async (t) => {
  const AEVB_DATA = await folderOf(t, "mnist", {
    "train-images-idx3-ubyte": images,
    "train-labels-idx1-ubyte": labels
  });
  setEnvironment(t, {AEVB_DATA});
  const dataset = await loadDataset("mnist", {split: "train"});
  assert.deepEqual(Array.from(dataset.labels), [7, 9]);
});

it("loadDataset(id, {folder}) names a missing file and what to do", async (t) => {
  const folder = await folderOf(t, "mnist", {"train-images-idx3-ubyte": images});
  const path = join(folder, "mnist", "train-labels-idx1-ubyte");
  await assert.rejects(loadDataset("mnist", {split: "train", folder}), {
    message:
      `missing ${path}.gz: neither it nor train-labels-idx1-ubyte is there; ` +
      "put it there or name another folder with --data DIR or AEVB_DATA"
  });
});

it("loadDataset(id, {folder}) names a truncated file", async (t) => {
  const folder = await folderOf(t, "mnist", {
    "train-images-idx3-ubyte.gz": gzipSync(images.subarray(0, 18)),
    "train-labels-idx1-ubyte": labels
  });
  const path = join(folder, "mnist", "train-images-idx3-ubyte");
  await assert.rejects(loadDataset("mnist", {split: "train", folder}), {
    message: `truncated ${path}: 18 bytes, expected 20; download the file again or correct its name`
  });
});

/** Returns a new folder that holds the given files of a data set until the test ends. */
async function folderOf(t: TestContext, id: string, files: Record<string, Uint8Array>) {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, id));
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(join(folder, id, name), bytes);
  }
  return folder;
}
