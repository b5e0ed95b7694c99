import assert from "node:assert/strict";
import {it} from "node:test";
import {gzipSync} from "node:zlib";
import {readImages} from "../../src/reading/read-images.js";
import {idxFile, npyFile} from "./file-makers.js";

const images = idxFile([2, 1, 3], [0, 128, 255, 51, 2, 3]);
const labels = idxFile([2], [7, 4]);

it("readImages([IDX]) gives its pixels, size, range and histogram", async () => {
  const own = await readImages([{name: "digits-idx3-ubyte", bytes: images}]);
  assert.deepEqual([own.count, own.width, own.height], [2, 3, 1]);
  assert.deepEqual(Array.from(own.pixels), [0, 128, 255, 51, 2, 3]);
  assert.deepEqual(own.range, [0, 255]);
  assert.equal(own.scaling, "divided by 255");
  assert.equal(own.source, "digits-idx3-ubyte");
  assert.equal(own.labels, undefined);
  assert.deepEqual([own.histogram[0], own.histogram[12], own.histogram[32]], [3, 1, 1]);
  assert.equal(own.histogram[63], 1);
});

it("readImages([IDX, IDX]) takes a pair in any order, gzip or not, whatever it is called", async () => {
  const own = await readImages([
    {name: "b", bytes: gzipSync(labels)},
    {name: "a.gz", bytes: gzipSync(images)}
  ]);
  assert.deepEqual(Array.from(own.labels!), [7, 4]);
  assert.equal(own.count, 2);
  assert.equal(own.source, "b and a.gz");
});

it("readImages([IDX, NumPy]) takes labels of another form", async () => {
  const array = npyFile("<i8", [2], BigInt64Array.of(3n, 255n));
  const own = await readImages([
    {name: "a", bytes: images},
    {name: "labels.npy", bytes: array}
  ]);
  assert.deepEqual(Array.from(own.labels!), [3, 255]);
});

it("readImages([IDX]) takes bytes that are only 0 and 1 as paper and ink", async () => {
  const own = await readImages([{name: "a", bytes: idxFile([1, 1, 3], [0, 1, 1])}]);
  assert.deepEqual(Array.from(own.pixels), [0, 255, 255]);
  assert.deepEqual(own.range, [0, 1]);
  assert.equal(own.scaling, "0 is paper and 1 is ink");
});

const refusals: [title: string, files: [string, Uint8Array][], message: string | RegExp][] = [
  [
    "no file",
    [],
    "invalid choice: no images, expected an IDX, NumPy or PNG file, or a zip of them"
  ],
  [
    "labels alone",
    [["l", labels]],
    "invalid l: shape [2], so labels, expected a file of images beside it"
  ],
  [
    "two sets",
    [
      ["a", images],
      ["b", images]
    ],
    "invalid b: a second array of images, expected one array of images and at most one of labels"
  ],
  [
    "more labels than images",
    [
      ["a", images],
      ["l", idxFile([3], [1, 2, 3])]
    ],
    "invalid l: 3 labels, expected 2, one for each image of a"
  ],
  [
    "no images",
    [["a", idxFile([0, 28, 28], [])]],
    "invalid a: shape [0, 28, 28], so no images, expected at least 1"
  ],
  [
    "images that are too wide",
    [["a", idxFile([1, 1, 65], new Uint8Array(65))]],
    "invalid a: shape [1, 1, 65], images of 65 × 1, expected 1 × 1 to 64 × 64"
  ],
  [
    "another magic number",
    [["train-idx3-ubyte", Uint8Array.of(0, 0, 0xd, 3)]],
    /^invalid train-idx3-ubyte: magic number 0x00000d03, expected 0x00000801 \(labels\) or/
  ],
  [
    "something else",
    [["cat.jpg", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1)]],
    "invalid cat.jpg: its first bytes ff d8 ff e0, expected those of an IDX, NumPy, PNG or zip file"
  ],
  [
    "an empty file",
    [["a", new Uint8Array(0)]],
    "invalid a: an empty file, expected those of an IDX, NumPy, PNG or zip file"
  ],
  ["a file cut short", [["a", images.subarray(0, 20)]], /^truncated a: 20 bytes, expected 22;/],
  [
    "a text alone",
    [["README", Uint8Array.of(1)]],
    "invalid choice: no images, expected an IDX, NumPy or PNG file, or a zip of them"
  ]
];

for (const [title, files, message] of refusals) {
  it(`readImages(files) refuses ${title}`, async () => {
    const named = files.map(([name, bytes]) => ({name, bytes}));
    await assert.rejects(readImages(named), {message});
  });
}
