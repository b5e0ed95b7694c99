import assert from "node:assert/strict";
import {it} from "node:test";
import {gzipSync} from "node:zlib";
import {defaultLimits} from "../../src/reading/file.js";
import type {ReadImagesOptions} from "../../src/reading/images.js";
import {readImages} from "../../src/reading/images.js";
import {parseNpy} from "../../src/reading/npy.js";
import {npyFile} from "./file-makers.js";

const read = (bytes: Uint8Array, options?: ReadImagesOptions) =>
  readImages([{name: "x.npy", bytes}], options);

it("readImages([NumPy]) reads uint8 of shape [n, h, w]", async () => {
  const own = await read(npyFile("|u1", [2, 3, 1], Uint8Array.of(0, 1, 2, 3, 4, 250)));
  assert.deepEqual([own.count, own.width, own.height], [2, 1, 3]);
  assert.deepEqual(own.pixels, Uint8Array.of(0, 1, 2, 3, 4, 250));
});

it("readImages([NumPy]) reads float32 from 0 to 1 as they are", async () => {
  const own = await read(npyFile("<f4", [1, 2, 2], Float32Array.of(0, 0.25, 0.5, 1)));
  assert.deepEqual(own.pixels, Float32Array.of(0, 0.25, 0.5, 1));
  assert.deepEqual(own.range, [0, 1]);
  assert.equal(own.scaling, "as they are");
  assert.deepEqual([own.histogram[0], own.histogram[16], own.histogram[32]], [1, 1, 1]);
  assert.equal(own.histogram[63], 1);
});

it("readImages([NumPy]) divides float64 from 0 to 255 by 255", async () => {
  const own = await read(npyFile("<f8", [1, 1, 3], Float64Array.of(0, 51, 255)));
  // Whole numbers lose nothing in 8 bits.
  assert.deepEqual(own.pixels, Uint8Array.of(0, 51, 255));
  assert.equal(own.scaling, "divided by 255");
  const half = await read(npyFile("<f8", [1, 1, 3], Float64Array.of(0, 25.5, 255)));
  assert.deepEqual(half.pixels, Float32Array.of(0, 0.1, 1));
});

it("readImages([NumPy]) takes rows of h·w as squares", async () => {
  const square = await read(gzipSync(npyFile("|u1", [1, 4], Uint8Array.of(1, 2, 3, 4))));
  assert.deepEqual([square.width, square.height], [2, 2]);
});

it("readImages([NumPy]) takes a single channel, before or after the rows", async () => {
  const data = Uint8Array.of(1, 2, 3, 4, 5, 6);
  for (const shape of [
    [1, 3, 2, 1],
    [1, 1, 3, 2]
  ]) {
    const {width, height} = await read(npyFile("|u1", shape, data));
    assert.deepEqual([width, height], [2, 3]);
  }
});

it("readImages([NumPy]) takes numbers a rounding error beyond 0 and 1 as 0 and 1", async () => {
  const own = await read(npyFile("<f8", [1, 1, 2], Float64Array.of(-1e-9, 1 + 1e-9)));
  assert.deepEqual(Array.from(own.pixels), [0, 1]);
});

const floats = (...values: number[]) =>
  npyFile("<f4", [1, 1, values.length], Float32Array.from(values));

const refusals: [title: string, bytes: Uint8Array, message: string | RegExp][] = [
  [
    "NaN",
    npyFile("<f4", [2, 1, 2], Float32Array.of(0, 1, 0, NaN)),
    "NaN at image 1, row 0, column 1, expected numbers from 0 to 1, or from 0 to 255"
  ],
  ["infinity", floats(0, Infinity), /^Infinity at image 0, row 0, column 1, expected/],
  [
    "numbers far below 0",
    floats(0.5, -3),
    /^numbers of -3 … 0.5 \(-3 at image 0, row 0, column 1\), expected 0 … 1, 0 … 255 or −1 … 1/
  ],
  [
    "numbers between the two scales",
    floats(0.5, 1.5),
    /^numbers of 0.5 … 1.5 \(1.5 at image 0, row 0, column 1\), expected/
  ],
  [
    "two channels",
    npyFile("|u1", [1, 2, 2, 2], new Uint8Array(8)),
    "shape [1, 2, 2, 2], expected 1, 3 or 4 channels, [n, h, w, c] or [n, c, h, w]"
  ],
  [
    "images that come last",
    npyFile("|u1", [8, 8, 65], new Uint8Array(8 * 8 * 65)),
    "shape [8, 8, 65], where the images seem to come last, expected [n, h, w]: " +
      "save numpy.moveaxis(images, -1, 0), or images[..., None] if they come first"
  ],
  [
    "objects",
    npyFile("|O", [4], new Uint8Array(50)),
    "an array of objects (“|O”), expected numbers: " +
      'numpy.save("images.npy", numpy.stack(numpy.load("x.npy", allow_pickle=True)))'
  ],
  [
    "complex numbers",
    npyFile("<c8", [1, 1, 1], new Uint8Array(8)),
    /^type “<c8”, expected numbers or texts/
  ],
  [
    "rows that are no square",
    npyFile("|u1", [2, 783], new Uint8Array(1566)),
    "shape [2, 783], expected [n, h, w], or rows of a square h·w such as 784"
  ],
  [
    "a length that the shape does not ask for",
    npyFile("<f4", [1, 2, 2], new Float32Array(3)),
    "12 bytes of values, expected 16 for shape [1, 2, 2] of <f4"
  ]
];

for (const [title, bytes, message] of refusals) {
  it(`readImages([NumPy]) refuses ${title}`, async () => {
    const expected = typeof message === "string" ? `invalid x.npy: ${message}` : message;
    await assert.rejects(read(bytes), (error: Error) => {
      if (typeof expected === "string") assert.equal(error.message, expected);
      else assert.match(error.message.replace("invalid x.npy: ", ""), expected);
      return true;
    });
  });
}

it("readImages(files, {limits}) counts four bytes for a real number, one for 8 bits", async () => {
  const limits = {...defaultLimits, pixels: 16};
  await read(npyFile("|u1", [1, 4, 4], new Uint8Array(16)), {limits});
  await assert.rejects(read(npyFile("<f4", [2, 2, 2], new Float32Array(8)), {limits}), {
    message: "invalid x.npy: 2 images of 2 × 2, 32 bytes in memory, expected at most 16 bytes"
  });
});

it("parseNpy(bytes, name) reads from any byte of a larger file", () => {
  const file = npyFile("<f8", [3], Float64Array.of(1, 2, 3));
  for (let offset = 0; offset < 9; ++offset) {
    const larger = new Uint8Array(offset + file.length);
    larger.set(file, offset);
    const {data} = parseNpy(larger.subarray(offset), "x.npy");
    assert.deepEqual(data, Float64Array.of(1, 2, 3));
  }
});
