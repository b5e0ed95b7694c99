import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {it, type TestContext} from "node:test";
import {gzipSync} from "node:zlib";
import {
  carriedCount,
  carriedImages,
  fetchCarriedImages
} from "../../../tools/data/carried-images.js";
import {setEnvironment} from "../environment.js";
import {temporaryFolder} from "../temporary-folder.js";

const training = {
  "train-images-idx3-ubyte.gz": gzipSync(
    Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 255)
  ),
  "train-labels-idx1-ubyte": Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 9, 1)
};
const test = {
  "t10k-images-idx3-ubyte": Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 6, 0),
  "t10k-labels-idx1-ubyte": Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 4)
};

async function nameFolder(t: TestContext, files: object, AEVB_TRAINING = ""): Promise<void> {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "mnist"));
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(join(folder, "mnist", name), bytes as Uint8Array);
  }
  setEnvironment(t, {AEVB_DATA: folder, AEVB_TRAINING});
}

it("carriedImages(id) is the first images of both splits", async (t) => {
  await nameFolder(t, {...training, ...test}, "2");
  const {train, heldOut, labels, ...rest} = (await carriedImages("mnist"))!;
  assert.deepEqual(rest, {width: 2, height: 1, of: 3});
  assert.deepEqual(
    [train, heldOut, labels].map((bytes) => Array.from(bytes)),
    [[1, 2, 3, 4], [6, 0], [4]]
  );
});

it("carriedImages(id) takes no more images than there are", async (t) => {
  await nameFolder(t, {...training, ...test});
  assert.equal((await carriedImages("mnist"))?.train.length, 6);
});

it("carriedImages(id) is undefined where a file is not there, or none is wanted", async (t) => {
  await nameFolder(t, {...training, ...test}, "0");
  assert.equal(await carriedImages("mnist"), undefined);
  assert.equal(await carriedImages("fashion-mnist"), undefined);
  await nameFolder(t, training);
  assert.equal(await carriedImages("mnist"), undefined);
  await nameFolder(t, test);
  assert.equal(await carriedImages("mnist"), undefined);
});

it("carriedImages(id) names test images of another size", async (t) => {
  const other = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 6);
  await nameFolder(t, {...training, ...test, "t10k-images-idx3-ubyte": other});
  await assert.rejects(carriedImages("mnist"), {
    message: "invalid mnist: test images of 1 × 1 pixels, expected 2 × 1, as those to train on"
  });
});

it("carriedCount(text) is 10,000 unless told otherwise", () => {
  assert.deepEqual(["", "0", "500", "all"].map(carriedCount), [10_000, 0, 500, Infinity]);
  assert.throws(() => carriedCount("-1"), {
    message: "invalid AEVB_TRAINING: “-1”, expected a number of images, or “all”"
  });
});

it("fetchCarriedImages() asks no mirror where a folder is named or none is wanted", async (t) => {
  const asked = t.mock.method(globalThis, "fetch", () => Promise.reject(new Error("asked")));
  await nameFolder(t, {});
  await fetchCarriedImages();
  setEnvironment(t, {AEVB_DATA: "", AEVB_TRAINING: "0"});
  await fetchCarriedImages();
  setEnvironment(t, {AEVB_OFFLINE: "1", AEVB_TRAINING: ""});
  await fetchCarriedImages();
  assert.equal(asked.mock.callCount(), 0);
});
