import assert from "node:assert/strict";
import {it} from "node:test";
import {zipSync} from "fflate";
import {defaultLimits} from "../../src/reading/file.js";
import type {ReadImagesOptions} from "../../src/reading/images.js";
import {readImages} from "../../src/reading/images.js";
import {idxFile, npyFile, pngFile, zipFile} from "./file-makers.js";

const read = (bytes: Uint8Array, options?: ReadImagesOptions) =>
  readImages([{name: "digits.zip", bytes}], options);
const pngs = [3, 1, 2].map((grey) => ({
  name: `set/${grey}.png`,
  bytes: pngFile(2, 1, Uint8Array.of(grey, 255))
}));

it("readImages([zip]) reads the PNG images in it, stored or deflated", async () => {
  const own = await read(zipFile(pngs, {comment: "made by hand"}));
  assert.deepEqual(Array.from(own.pixels), [1, 255, 2, 255, 3, 255]);
  assert.equal(own.source, "digits.zip: 3 PNG images");
});

it("readImages([zip]) reads what another program packed, folders and leftovers left out", async () => {
  const entries = Object.fromEntries(pngs.map(({name, bytes}) => [name, new Uint8Array(bytes)]));
  const extra = {"set/": new Uint8Array(0), "__MACOSX/set/._1.png": Uint8Array.of(1)};
  const own = await read(zipSync({...entries, ...extra}));
  assert.deepEqual(Array.from(own.pixels), [1, 255, 2, 255, 3, 255]);
});

it("readImages([zip]) reads arrays in it, as .npz files are", async () => {
  const x = npyFile("|u1", [2, 1, 1], Uint8Array.of(5, 6));
  const y = idxFile([2], [0, 1]);
  const own = await read(
    zipFile([
      {name: "x.npy", bytes: x},
      {name: "y", bytes: y}
    ])
  );
  assert.deepEqual(Array.from(own.pixels), [5, 6]);
  assert.deepEqual(Array.from(own.labels!), [0, 1]);
});

it("readImages([zip]) counts more than 65,535 files", async () => {
  // One file, and a directory that names it 65,536 times, in the form for that many (zip64).
  const bytes = pngFile(1, 1, Uint8Array.of(7));
  const single = Buffer.from(zipFile([{name: "a.png", bytes}], {method: 8}));
  const start = single.readUInt32LE(single.length - 6);
  const entry = single.subarray(start, single.length - 22);
  const directory = Buffer.concat(Array.from({length: 65_536}, () => entry));
  const end64 = Buffer.alloc(56 + 20);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(65_536n, 32);
  end64.writeBigUInt64LE(BigInt(directory.length), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeBigUInt64LE(BigInt(start + directory.length), 64);
  const end = Buffer.from(single.subarray(-22));
  end.fill(0xff, 8, 20);
  const zip = Buffer.concat([single.subarray(0, start), directory, end64, end]);
  await assert.rejects(read(zip, {limits: {...defaultLimits, files: 1000}}), {
    message: "invalid digits.zip: 65,536 files, expected at most 1,000"
  });
});

const zip = zipFile(pngs);
const refusals: [title: string, bytes: Uint8Array, message: string | RegExp][] = [
  [
    "an empty zip",
    zipFile([]),
    "invalid digits.zip: no images, expected an IDX, NumPy, CSV, PNG or JPEG file, or a zip of them"
  ],
  ["a zip cut short", zip.subarray(0, -30), /^invalid digits.zip: no directory at its end/],
  [
    "encryption",
    zipFile(pngs, {flags: 1}),
    /3.png: it is encrypted, expected a zip without a pass/
  ],
  [
    "other compression",
    zipFile(pngs, {method: 14}),
    "invalid digits.zip/set/3.png: compression method 14, expected 0 (stored) or 8 (deflated)"
  ],
  ["damage", zipFile(pngs, {crc: 17}), /^invalid digits.zip\/set\/3.png: CRC-32 \w+, expected 11;/],
  [
    "a file that unpacks to more than it says",
    zipFile(pngs, {size: 10}),
    "invalid digits.zip/set/3.png: it unpacks to more than 10 bytes, " +
      "expected the 10 bytes of the zip’s directory"
  ],
  [
    "a bomb by what it says",
    zipFile(pngs, {size: 400e6}),
    "invalid digits.zip: 1.12 GiB when unpacked, expected at most 512 MiB"
  ]
];

for (const [title, bytes, message] of refusals) {
  it(`readImages([zip]) refuses ${title}`, async () => {
    await assert.rejects(read(bytes), {message});
  });
}

it("readImages([zip]) does not inflate a bomb beyond what it says", async () => {
  const bomb = zipFile([{name: "a.png", bytes: new Uint8Array(100e6)}], {size: 100});
  const before = process.memoryUsage().arrayBuffers;
  const started = performance.now();
  await assert.rejects(read(bomb), /unpacks to more than 100 bytes/);
  assert.ok(performance.now() - started < 2000);
  assert.ok(process.memoryUsage().arrayBuffers - before < 50e6);
});

it("readImages([zip, file]) reads what is beside a zip too", async () => {
  const more = {name: "4.png", bytes: pngFile(2, 1, Uint8Array.of(4, 255))};
  const own = await readImages([{name: "digits.zip", bytes: zip}, more]);
  assert.deepEqual(Array.from(own.pixels), [4, 255, 1, 255, 2, 255, 3, 255]);
});
