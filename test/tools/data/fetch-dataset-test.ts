import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {readdir} from "node:fs/promises";
import {join} from "node:path";
import {it} from "node:test";
import {
  datasetIds,
  datasetSources,
  fetchDataset,
  splitFiles
} from "../../../tools/data/fetch-dataset.js";
import {temporaryFolder} from "../temporary-folder.js";
import {serve, whole} from "./file-server.js";

const bytes = Uint8Array.of(1, 2, 3);
const md5 = {
  "a.gz": createHash("md5").update(bytes).digest("hex"),
  "b.gz": createHash("md5").update(bytes).digest("hex")
};

it("datasetSources has two mirrors and four checksums for each data set", () => {
  const names = Object.values(splitFiles).flatMap(({images, labels}) => [images, labels]);
  for (const id of datasetIds) {
    const {mirrors, md5: sums} = datasetSources[id];
    assert.strictEqual(new Set(mirrors.map((mirror) => new URL(mirror).host)).size, 2);
    assert.ok(mirrors.every((mirror) => mirror.endsWith("/")));
    assert.deepEqual(
      Object.keys(sums),
      names.map((name) => `${name}.gz`)
    );
    assert.ok(Object.values(sums).every((sum) => /^[0-9a-f]{32}$/.test(sum)));
  }
});

it("fetchDataset(id, options) fetches every file into the data set’s folder", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {m: whole(bytes)});
  const done: string[] = [];
  await fetchDataset("mnist", {
    folder,
    source: {mirrors: [server.mirror("m")], md5},
    onProgress: (name, received, total) => {
      if (received === total) done.push(name);
    }
  });
  assert.deepEqual(await readdir(join(folder, "mnist")), ["a.gz", "b.gz"]);
  assert.deepEqual(done, ["a.gz", "b.gz"]);
});

it("fetchDataset(id, {names}) fetches only the files named", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {m: whole(bytes)});
  const source = {mirrors: [server.mirror("m")], md5};
  await fetchDataset("mnist", {folder, names: ["b.gz"], source});
  assert.deepEqual(await readdir(join(folder, "mnist")), ["b.gz"]);
});

it("fetchDataset(id, options) says what failed and what to do", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {});
  const mirror = server.mirror("m");
  await assert.rejects(fetchDataset("mnist", {folder, source: {mirrors: [mirror], md5}}), {
    message:
      `cannot download a.gz: ${new URL(mirror).host} answered 404; ` +
      "try again (what has arrived is kept), or put a.gz, b.gz into DIR/mnist " +
      "and name DIR with --data DIR or AEVB_DATA"
  });
});
