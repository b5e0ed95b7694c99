import assert from "node:assert/strict";
import {it} from "node:test";
import {gzipSync} from "node:zlib";
import type {OwnImages} from "../../src/reading/own-images.js";
import {readImages} from "../../src/reading/read-images.js";
import {idxFile, npyFile, pngFile, zipFile} from "./file-makers.js";
import {readDamaged} from "./mutations.js";

const bytes60 = Uint8Array.from({length: 60}, (_, i) => (i * 37) % 251);
const idx = idxFile([5, 3, 4], bytes60);
const png = pngFile(6, 10, bytes60);

/** Checks what holds of all images, whatever the file was. */
function checkImages({count, width, height, pixels, histogram, range, labels}: OwnImages): void {
  assert.ok(count >= 1 && width >= 1 && height >= 1 && width <= 64 && height <= 64);
  assert.equal(pixels.length, count * width * height);
  const largest = pixels instanceof Uint8Array ? 255 : 1;
  assert.ok(pixels.every((value) => value >= 0 && value <= largest));
  assert.equal(
    histogram.reduce((sum, part) => sum + part),
    pixels.length
  );
  assert.ok(range[0] <= range[1]);
  if (labels !== undefined) assert.equal(labels.length, count);
}

const tail = (bytes: Uint8Array, length: number) => Array.from(bytes.subarray(-length));

/** Checks that checksums caught all changes of pixels. */
function isOriginal(images: OwnImages): void {
  checkImages(images);
  assert.deepEqual(Array.from(images.pixels), Array.from(bytes60));
}

const files: [
  form: string,
  count: number,
  file: Uint8Array,
  check: (images: OwnImages, bytes: Uint8Array) => void
][] = [
  [
    "IDX",
    4000,
    idx,
    (images, bytes) => {
      checkImages(images);
      const scale = images.range[1] === 1 ? 255 : 1;
      const stored = tail(bytes, images.pixels.length).map((value) => value * scale);
      assert.deepEqual(Array.from(images.pixels), stored);
    }
  ],
  ["gzip", 2000, gzipSync(idx), isOriginal],
  [
    "NumPy uint8",
    4000,
    npyFile("|u1", [5, 3, 4], bytes60),
    (images, bytes) => {
      checkImages(images);
      if (images.pixels instanceof Uint8Array && images.range[1] !== 1) {
        assert.deepEqual(Array.from(images.pixels), tail(bytes, images.pixels.length));
      }
    }
  ],
  [
    "NumPy float32",
    4000,
    npyFile(
      "<f4",
      [5, 3, 4],
      Float32Array.from(bytes60, (value) => value / 255)
    ),
    checkImages
  ],
  ["NumPy float64", 3000, npyFile("<f8", [5, 12], Float64Array.from(bytes60)), checkImages],
  ["PNG", 4000, png, isOriginal],
  [
    "PNG in color types",
    3000,
    pngFile(
      5,
      4,
      Uint8Array.from({length: 80}, (_, i) => (i % 4 === 3 ? 255 : i >> 2)),
      {
        channels: 4
      }
    ),
    (images) => {
      checkImages(images);
      assert.deepEqual(
        Array.from(images.pixels),
        Array.from({length: 20}, (_, i) => i)
      );
    }
  ],
  [
    "zip of PNG images",
    4000,
    zipFile([
      {name: "1/a.png", bytes: pngFile(6, 5, bytes60.subarray(0, 30))},
      {name: "2/b.png", bytes: pngFile(6, 5, bytes60.subarray(30))}
    ]),
    (images) => {
      checkImages(images);
      // A name may have changed, and so the order; or the number of files at the end.
      const sorted = (values: ArrayLike<number>) => Array.from(values).toSorted((a, b) => a - b);
      if (images.count === 2) assert.deepEqual(sorted(images.pixels), sorted(bytes60));
    }
  ],
  [
    "zip of an array",
    3000,
    zipFile([{name: "x.npy", bytes: npyFile("|u1", [5, 3, 4], bytes60)}]),
    isOriginal
  ]
];

for (const [index, [form, count, file, check]] of files.entries()) {
  it(`readImages(files) tells what is wrong with ${count} damaged files: ${form}`, async () => {
    const read = (bytes: Uint8Array) => readImages([{name: "a", bytes}]);
    const readable = await readDamaged(file, {seed: 100 + index, count}, read, check);
    assert.ok(readable < count, "none was damaged");
  });
}
