import assert from "node:assert/strict";
import {it} from "node:test";
import {deflateSync} from "node:zlib";
import {readImages} from "../../src/reading/images.js";
import {pngFile} from "./file-makers.js";
import {end, header, picture, rawPng} from "./raw-png.js";

const read = (...pngs: Uint8Array[]) =>
  readImages(pngs.map((bytes, i) => ({name: `${i}.png`, bytes})));
const one = async (bytes: Uint8Array) => Array.from((await read(bytes)).pixels);

it("readImages([PNG, PNG]) reads 8-bit grey", async () => {
  const own = await read(
    pngFile(3, 2, Uint8Array.of(0, 1, 2, 3, 4, 255)),
    pngFile(3, 2, Uint8Array.of(9, 9, 9, 9, 9, 9))
  );
  assert.deepEqual([own.count, own.width, own.height], [2, 3, 2]);
  assert.deepEqual(Array.from(own.pixels), [0, 1, 2, 3, 4, 255, 9, 9, 9, 9, 9, 9]);
  assert.equal(own.source, "2 PNG images");
  assert.deepEqual(own.range, [0, 255]);
});

it("readImages([PNG]) undoes the five filters of PNG’s lines", async () => {
  const lines = [
    [0, 9, 8, 7], // as they are
    [1, 10, 5, 5], // from the left: 10, 15, 20
    [2, 1, 1, 1], // from above: 11, 16, 21
    [3, 1, 0, 250], // from the mean of both, rounded down: 6, 11, 10 (266 modulo 256)
    [4, 14, 248, 5] // from whichever is nearest to left + above − corner, here each of them once
  ];
  const bytes = rawPng([header(3, 5, 8, 0, 0, 0, 0), picture(...lines.flat()), end]);
  assert.deepEqual(
    await one(bytes),
    [
      [9, 8, 7],
      [10, 15, 20],
      [11, 16, 21],
      [6, 11, 10],
      [20, 12, 16] // above 6, near 6; left 20, near 25; corner 11, near 11
    ].flat()
  );
});

it("readImages([PNG]) rounds 16 bits to 8", async () => {
  const data = Uint16Array.of(0, 128, 129, 65535);
  assert.deepEqual(await one(pngFile(4, 1, data, {depth: 16})), [0, 0, 1, 255]);
});

it("readImages([PNG]) spreads 1, 2 and 4 bits to 8", async () => {
  const bits = rawPng([header(10, 1, 1, 0, 0, 0, 0), picture(0, 0b10110000, 0b01000000), end]);
  assert.deepEqual(await one(bits), [255, 0, 255, 255, 0, 0, 0, 0, 0, 255]);
  const pairs = rawPng([header(3, 1, 2, 0, 0, 0, 0), picture(0, 0b01101100), end]);
  assert.deepEqual(await one(pairs), [85, 170, 255]);
  const nibbles = rawPng([header(1, 2, 4, 0, 0, 0, 0), picture(0, 0x10, 0, 0xf0), end]);
  assert.deepEqual(await one(nibbles), [17, 255]);
});

it("readImages([PNG]) takes color types that show grey and are opaque", async () => {
  const rgba = Uint8Array.of(5, 5, 5, 255, 200, 200, 200, 255);
  assert.deepEqual(await one(pngFile(2, 1, rgba, {channels: 4})), [5, 200]);
  const rgb = Uint8Array.of(7, 7, 7, 8, 8, 8);
  assert.deepEqual(await one(pngFile(2, 1, rgb, {channels: 3})), [7, 8]);
  const greys: [string, Uint8Array] = ["PLTE", Uint8Array.of(0, 0, 0, 90, 90, 90)];
  const palette = rawPng([header(2, 1, 8, 3, 0, 0, 0), greys, picture(0, 1, 0), end]);
  assert.deepEqual(await one(palette), [90, 0]);
});

it("readImages([PNG], {inGrey}) turns colors to grey by luminance, and says so", async () => {
  const file = pngFile(2, 1, Uint8Array.of(255, 0, 0, 0, 200, 0), {channels: 3});
  const own = await readImages([{name: "a.png", bytes: file}], {inGrey: true});
  assert.deepEqual(Array.from(own.pixels), [Math.round(0.299 * 255), Math.round(0.587 * 200)]);
  assert.match(own.notes.join(), /grey by luminance/);
});

it("readImages([PNG]) lays transparent images on paper: paint is ink, dark or light", async () => {
  const dark = await read(pngFile(3, 1, Uint8Array.of(0, 255, 0, 0, 0, 51), {channels: 2}));
  assert.deepEqual(Array.from(dark.pixels), [255, 0, 51]);
  assert.match(dark.notes.join(), /white paper: what is dark is ink/);
  const light = await read(pngFile(3, 1, Uint8Array.of(255, 255, 0, 0, 255, 51), {channels: 2}));
  assert.deepEqual(Array.from(light.pixels), [255, 0, 51]);
});

it("readImages([PNG]) reads interlaced pictures of 1 bit", async () => {
  // Adam7 of 3 × 2: passes 1, 4 and 6 have a pixel each, pass 7 a row of 3.
  const lines = picture(0, 0x80, 0, 0, 0, 0x80, 0, 0b01100000);
  const bytes = rawPng([header(3, 2, 1, 0, 0, 0, 1), lines, end]);
  assert.deepEqual(await one(bytes), [255, 255, 0, 0, 255, 255]);
});

it("readImages([PNG]) reads interlaced pictures", async () => {
  // Adam7 of 3 × 2: passes 1 (1 pixel), 4 (1), 6 (1), 7 (a row of 3).
  const lines = picture(0, 10, 0, 12, 0, 11, 0, 20, 21, 22);
  const bytes = rawPng([header(3, 2, 8, 0, 0, 0, 1), lines, end]);
  assert.deepEqual(await one(bytes), [10, 11, 12, 20, 21, 22]);
});

it("readImages(PNGs) sorts by number, and takes numbered folders as labels", async () => {
  const png = (grey: number) => pngFile(1, 1, Uint8Array.of(grey));
  const own = await readImages([
    {name: "train/3/10.png", bytes: png(10)},
    {name: "train/1/7.png", bytes: png(7)},
    {name: "train/3/9.png", bytes: png(9)},
    {name: "train/.DS_Store", bytes: Uint8Array.of(1)},
    {name: "README.md", bytes: Uint8Array.of(1)}
  ]);
  assert.deepEqual(Array.from(own.pixels), [7, 9, 10]);
  assert.deepEqual(Array.from(own.labels!), [1, 3, 3]);
  assert.equal(own.source, "3 PNG images; 1 text beside them left out");
});

const grey = pngFile(2, 1, Uint8Array.of(1, 2));
const bomb = picture(...new Uint8Array(100_000));
const refusals: [title: string, pngs: Uint8Array[], message: string | RegExp][] = [
  [
    "mixed sizes",
    [grey, pngFile(1, 2, Uint8Array.of(1, 2))],
    "invalid 1.png: 1 × 2 pixels, expected 2 × 1 as most: images of one size"
  ],
  [
    "an image that is too large",
    [pngFile(65, 1, new Uint8Array(65))],
    "invalid 0.png: 65 × 1 pixels, expected at most 64 × 64: mogrify -resize 28x28! *.png"
  ],
  ["a file cut short", [grey.subarray(0, 50)], /^invalid 0.png: .*, expected /],
  [
    "a bomb in the picture",
    [rawPng([header(4, 1, 8, 0, 0, 0, 0), bomb, end])],
    /^invalid 0.png: a picture that cannot be read \(more than 5 bytes\)/
  ],
  [
    "too little of a picture",
    [rawPng([header(4, 2, 8, 0, 0, 0, 0), picture(0, 1, 2, 3, 4), end])],
    /^invalid 0.png: a picture that cannot be read \(5 bytes instead of 10\)/
  ],
  [
    "a palette index without color",
    [rawPng([header(1, 1, 8, 3, 0, 0, 0), ["PLTE", new Uint8Array(3)], picture(0, 9), end])],
    /\(palette index 9\)/
  ],
  ["a wrong checksum", [grey.map((byte, i) => (i === 45 ? byte ^ 1 : byte))], /cannot be read/],
  [
    "another file among them",
    [grey, Uint8Array.of(1, 2)],
    "invalid 1.png: no picture, expected a PNG image as the others are"
  ]
];

for (const [title, pngs, message] of refusals) {
  it(`readImages(PNGs) refuses ${title}`, async () => {
    await assert.rejects(read(...pngs), {message});
  });
}

it("readImages([PNG]) leaves text and profiles unread, even where they are bombs", async () => {
  const profile: [string, Uint8Array] = [
    "iCCP",
    Buffer.concat([Buffer.from("x\0\0"), deflateSync(new Uint8Array(50e6))])
  ];
  const parts = [header(1, 1, 8, 0, 0, 0, 0), profile, picture(0, 5), end];
  assert.deepEqual(await one(rawPng(parts)), [5]);
});
