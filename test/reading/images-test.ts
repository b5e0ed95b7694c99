import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {gzipSync} from "node:zlib";
import {toFloat16} from "../../src/formats/bytes.js";
import {imageValues} from "../../src/formats/image-size.js";
import {readImages} from "../../src/reading/images.js";
import type {OwnImages} from "../../src/reading/own-images.js";
import {idxFile, npyFile, pngFile, zipFile} from "./file-makers.js";
import {readDamaged} from "./mutations.js";
import {end, header as pngHeader, picture, rawPng} from "./raw-png.js";

const EXPECTED = "an IDX, NumPy, CSV, PNG or JPEG file, or a zip of them";

describe("damaged images", () => {
  const bytes60 = Uint8Array.from({length: 60}, (_, i) => (i * 37) % 251);
  const idx = idxFile([5, 3, 4], bytes60);
  const png = pngFile(6, 10, bytes60);
  /** The start of a JPEG: a table, then the header of a frame of 8 × 8. */
  const jpegHead = Uint8Array.from([
    0xff, 0xd8, 0xff, 0xdb, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0
  ]);

  /** Checks what holds of all images, whatever the file was. */
  function checkImages(images: OwnImages): void {
    const {count, width, height, pixels, histogram, range, labels} = images;
    assert.ok(count >= 1 && width >= 1 && height >= 1 && width <= 64 && height <= 64);
    assert.equal(pixels.length, count * imageValues(images));
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
    [
      "IDX of float32",
      2000,
      (() => {
        const file = idxFile([5, 3, 4], new Uint8Array(0));
        file[2] = 0x0d;
        const bytes = new DataView(new ArrayBuffer(240));
        bytes60.forEach((value, i) => bytes.setFloat32(4 * i, value / 255));
        return Buffer.concat([file, new Uint8Array(bytes.buffer)]);
      })(),
      checkImages
    ],
    [
      "NumPy float16, columns first",
      3000,
      npyFile("<f2", [5, 3, 4], toFloat16(Array.from(bytes60, (value) => value / 255)), {
        order: "True"
      }),
      checkImages
    ],
    ["NumPy in color", 2000, npyFile("|u1", [5, 2, 2, 3], bytes60), checkImages],
    ["NumPy transparent", 2000, npyFile("|u1", [3, 1, 5, 4], bytes60), checkImages],
    [
      "CSV",
      3000,
      Buffer.from(
        ["label,a,b,c,d", ...[0, 1, 2].map((i) => [i, ...bytes60.subarray(4 * i, 4 * i + 4)])].join(
          "\n"
        )
      ),
      checkImages
    ],
    [
      "npz of four",
      3000,
      zipFile([
        {name: "x_train.npy", bytes: npyFile("|u1", [3, 3, 4], bytes60.subarray(0, 36))},
        {name: "y_train.npy", bytes: npyFile("|u1", [3], Uint8Array.of(0, 1, 2))},
        {name: "x_test.npy", bytes: npyFile("|u1", [2, 3, 4], bytes60.subarray(36))},
        {name: "y_test.npy", bytes: npyFile("|u1", [2], Uint8Array.of(0, 1))}
      ]),
      checkImages
    ],
    ["JPEG", 1000, jpegHead, checkImages],
    [
      "PNG of 2 bits, interlaced, transparent",
      3000,
      rawPng([
        pngHeader(3, 2, 2, 3, 0, 0, 1),
        ["PLTE", Uint8Array.of(0, 0, 0, 90, 90, 90, 255, 0, 0)],
        ["tRNS", Uint8Array.of(0, 128)],
        picture(0, 0x40, 0, 0x80, 0, 0, 0, 0b01100000),
        end
      ]),
      checkImages
    ],
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
});

describe("idx images", async () => {
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
    ["no file", [], "invalid choice: no images, expected " + EXPECTED],
    [
      "labels alone",
      [["l", labels]],
      "invalid l: shape [2], so labels, expected a file of images beside it"
    ],
    [
      "sets of two sizes",
      [
        ["a", images],
        ["b", idxFile([2, 1, 4], new Uint8Array(8))]
      ],
      "invalid b: images of 4 × 1, expected 3 × 1 as a: images of one size"
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
      [["train-idx3-ubyte", Uint8Array.of(0, 0, 0xf, 3)]],
      /^invalid train-idx3-ubyte: magic number 0x00000f03, expected 0x00000801 \(labels\) or/
    ],
    [
      "something else",
      [["cat.dat", Uint8Array.of(0xfe, 0xd8, 0xff, 0xe0, 1)]],
      "invalid cat.dat: a file of a kind that is not read here, expected " + EXPECTED
    ],
    ["an empty file", [["a", new Uint8Array(0)]], "invalid a: an empty file, expected " + EXPECTED],
    ["a file cut short", [["a", images.subarray(0, 20)]], /^truncated a: 20 bytes, expected 22;/],
    [
      "a text alone",
      [["README", Uint8Array.of(1)]],
      "invalid choice: no images, expected " + EXPECTED
    ]
  ];

  for (const [title, files, message] of refusals) {
    it(`readImages(files) refuses ${title}`, async () => {
      const named = files.map(([name, bytes]) => ({name, bytes}));
      await assert.rejects(readImages(named), {message});
    });
  }
});
