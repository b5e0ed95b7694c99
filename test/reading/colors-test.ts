import assert from "node:assert/strict";
import {it} from "node:test";
import type {OwnImages} from "../../src/reading/own-images.js";
import {isMostlyInk, turnedImages} from "../../src/reading/own-images.js";
import {defaultLimits} from "../../src/reading/file.js";
import {readImages} from "../../src/reading/images.js";
import {splitOwnImages} from "../../src/training/own-images.js";
import {npyFile, pngFile, zipFile} from "./file-makers.js";

/** Two images of 2 rows and 3 columns; each channel of a pixel has a number of its own. */
const last = Uint8Array.from({length: 36}, (_, i) => 7 * i);

const facts = ({count, width, height, channels}: OwnImages) => [count, width, height, channels];
const x = (bytes: Uint8Array, name = "x.npy") => [{name, bytes}];

it("readImages([NumPy]) keeps colors [n, h, w, 3]", async () => {
  const own = await readImages(x(npyFile("|u1", [2, 2, 3, 3], last)));
  assert.deepEqual(facts(own), [2, 3, 2, 3]);
  assert.deepEqual(Array.from(own.pixels), Array.from(last));
});

it("readImages([NumPy]) takes planes of three channels, in 8 bits or as real numbers", async () => {
  // Two rows of five columns.
  const wide = Uint8Array.from({length: 30}, (_, i) => 7 * i + 50);
  const expected = Array.from({length: 30}, (_, i) => 7 * (10 * (i % 3) + Math.floor(i / 3)) + 50);
  const own = await readImages(x(npyFile("|u1", [1, 3, 2, 5], wide)));
  assert.deepEqual(facts(own), [1, 5, 2, 3]);
  assert.deepEqual(Array.from(own.pixels), expected);
  const real = Float32Array.from(wide, (value) => value / 255);
  const {pixels, notes} = await readImages(x(npyFile("<f4", [1, 3, 2, 5], real)));
  assert.deepEqual(
    Array.from(pixels, (value) => Math.round(255 * value)),
    expected
  );
  assert.deepEqual(notes, []);
});

it("readImages([NumPy]) of equal channels is grey, and of [n, h, w, 4] laid on its ground", async () => {
  const grey = Uint8Array.of(9, 9, 9, 80, 80, 80);
  const own = await readImages(x(npyFile("|u1", [1, 1, 2, 3], grey)));
  assert.deepEqual(
    [facts(own), Array.from(own.pixels)],
    [
      [1, 2, 1, undefined],
      [9, 80]
    ]
  );
  // A dark red pixel, and one that is clear: on white.
  const clear = Uint8Array.of(100, 0, 0, 255, 0, 0, 0, 0);
  const laid = await readImages(x(npyFile("|u1", [1, 1, 2, 4], clear)));
  assert.deepEqual(Array.from(laid.pixels), [100, 0, 0, 255, 255, 255]);
  assert.deepEqual(laid.notes, ["Transparent images are laid on white."]);
});

/** Returns records of CIFAR: labels, then 32 × 32 of red, of green and of blue. */
function records(labels: number[][], red: number): Uint8Array {
  const plane = (level: number) => Array<number>(1024).fill(level);
  return Uint8Array.from(
    labels.flatMap((own, i) => [...own, ...plane(red + i), ...plane(100), ...plane(200)])
  );
}

it("readImages(files) takes CIFAR-10’s batches in color, test_batch held out", async () => {
  const own = await readImages([
    {name: "cifar/data_batch_2.bin", bytes: records([[3]], 30)},
    {name: "cifar/data_batch_1.bin", bytes: records([[1], [2]], 10)},
    {name: "cifar/test_batch.bin", bytes: records([[4]], 40)}
  ]);
  assert.deepEqual(facts(own), [3, 32, 32, 3]);
  assert.deepEqual(Array.from(own.labels!), [1, 2, 3]);
  const size = 3 * 1024;
  const firsts = [0, 1, 2].map((i) => Array.from(own.pixels.subarray(i * size, i * size + 6)));
  assert.deepEqual(
    firsts,
    [10, 11, 30].map((red) => [red, 100, 200, red, 100, 200])
  );
  assert.deepEqual([own.test!.count, own.test!.pixels[0], own.test!.labels![0]], [1, 40, 4]);
  const split = splitOwnImages(own);
  assert.deepEqual([split.channels, split.train.count, split.heldOut.count], [3, 3, 1]);
  assert.equal(split.heldOut.pixels.length, size);
});

it("readImages(files) takes CIFAR-100’s batches by their fine labels", async () => {
  const own = await readImages([
    {
      name: "train.bin",
      bytes: records(
        [
          [9, 61],
          [8, 62]
        ],
        10
      )
    },
    {name: "test.bin", bytes: records([[9, 63]], 40)}
  ]);
  assert.deepEqual([Array.from(own.labels!), Array.from(own.test!.labels!)], [[61, 62], [63]]);
  assert.deepEqual(Array.from(own.pixels.subarray(0, 3)), [10, 100, 200]);
});

it("readImages([npz]) takes CIFAR as Keras has it: x_train [n, 32, 32, 3], y_train [n, 1]", async () => {
  const pixels = (count: number, from: number) =>
    Uint8Array.from({length: count * 3072}, (_, i) => from + (i % 3));
  const own = await readImages(
    x(
      zipFile([
        {name: "x_train.npy", bytes: npyFile("|u1", [4, 32, 32, 3], pixels(4, 10))},
        {name: "y_train.npy", bytes: npyFile("|u1", [4, 1], Uint8Array.of(0, 1, 0, 1))},
        {name: "x_test.npy", bytes: npyFile("|u1", [2, 32, 32, 3], pixels(2, 200))},
        {name: "y_test.npy", bytes: npyFile("<i8", [2, 1], BigInt64Array.of(1n, 0n))}
      ]),
      "cifar10.npz"
    )
  );
  assert.deepEqual(facts(own), [4, 32, 32, 3]);
  assert.deepEqual(Array.from(own.pixels.subarray(0, 4)), [10, 11, 12, 10]);
  assert.deepEqual(Array.from(own.test!.pixels.subarray(0, 3)), [200, 201, 202]);
  assert.deepEqual(Array.from(own.test!.labels!), [1, 0]);
});

it("readImages([npz]) takes rows of 3,072 as red, then green, then blue", async () => {
  const row = Uint8Array.from({length: 3072}, (_, i) => 50 * Math.floor(i / 1024));
  const own = await readImages(x(npyFile("|u1", [1, 3072], row)));
  assert.deepEqual(facts(own), [1, 32, 32, 3]);
  assert.deepEqual(Array.from(own.pixels.subarray(0, 6)), [0, 50, 100, 0, 50, 100]);
});

const red = pngFile(2, 1, Uint8Array.of(255, 0, 0, 0, 200, 0), {channels: 3});
const grey = pngFile(2, 1, Uint8Array.of(7, 8));

it("readImages([PNG]) keeps colors, and gives greys beside them three equal channels", async () => {
  const own = await readImages([
    {name: "1.png", bytes: grey},
    {name: "2.png", bytes: red},
    {name: "3.png", bytes: grey}
  ]);
  assert.deepEqual(facts(own), [3, 2, 1, 3]);
  const greys = [7, 7, 7, 8, 8, 8];
  assert.deepEqual(Array.from(own.pixels), [...greys, 255, 0, 0, 0, 200, 0, ...greys]);
  assert.deepEqual(own.notes, []);
});

it("readImages([JPEG]) keeps the colors that the browser decodes", async () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 1, 0, 1, 3);
  const data = Uint8ClampedArray.of(90, 40, 10, 255);
  const own = await readImages([{name: "a.jpg", bytes: jpeg}], {
    decode: async () => ({width: 1, height: 1, data})
  });
  assert.deepEqual(
    [facts(own), Array.from(own.pixels)],
    [
      [1, 1, 1, 3],
      [90, 40, 10]
    ]
  );
});

it("readImages(files) counts three bytes a pixel of a picture in color", async () => {
  const limits = {...defaultLimits, pixels: 8};
  const files = ["1.png", "2.png"].map((name) => ({name, bytes: red}));
  await assert.rejects(readImages(files, {limits}), {
    message: "invalid 1.png: 2 images of 2 × 1, 12 bytes in memory, expected at most 8 bytes"
  });
  assert.equal((await readImages(files, {limits, inGrey: true})).count, 2);
});

it("turnedImages(images) gives each channel its complement, and moves pixels whole", async () => {
  const own = await readImages(x(npyFile("|u1", [2, 2, 3, 3], last)));
  const inverted = turnedImages(own, {invert: true, transpose: false});
  assert.deepEqual(
    Array.from(inverted.pixels),
    Array.from(last, (value) => 255 - value)
  );
  const upright = turnedImages(own, {invert: false, transpose: true});
  assert.deepEqual(facts(upright), [2, 2, 3, 3]);
  const first = [0, 3, 1, 4, 2, 5].flatMap((pixel) => [0, 1, 2].map((c) => 7 * (3 * pixel + c)));
  assert.deepEqual(Array.from(upright.pixels.subarray(0, 18)), first);
  assert.equal(isMostlyInk({...own, histogram: Uint32Array.of(0, 9)}), false);
});
