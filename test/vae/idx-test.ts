import assert from "node:assert/strict";
import {it} from "node:test";
import {parseIdx} from "../../src/vae/idx.js";

it("parseIdx(bytes, name) reads two images of 2 × 3 pixels", () => {
  const header = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
  const pixels = [1, 2, 3, 4, 5, 6, 250, 251, 252, 253, 254, 255];
  const idx = parseIdx(Uint8Array.from([...header, ...pixels]), "images");
  assert.deepEqual(idx.shape, [2, 2, 3]);
  assert.deepEqual(Array.from(idx.data), pixels);
});

it("parseIdx(bytes, name) reads labels from the middle of a larger buffer", () => {
  const bytes = Uint8Array.from([9, 9, 9, 0, 0, 8, 1, 0, 0, 0, 2, 7, 4, 9]).subarray(3, 13);
  const idx = parseIdx(bytes, "labels");
  assert.deepEqual(idx.shape, [2]);
  assert.deepEqual(Array.from(idx.data), [7, 4]);
});

it("parseIdx(bytes, name) reads sizes as big-endian", () => {
  const bytes = new Uint8Array(8 + 258);
  bytes.set([0, 0, 8, 1, 0, 0, 1, 2]);
  assert.deepEqual(parseIdx(bytes, "labels").shape, [258]);
});

it("parseIdx(bytes, name) throws if the magic number is wrong", () => {
  assert.throws(() => parseIdx(Uint8Array.of(0, 0, 0xd, 3, 0, 0, 0, 0), "a-file"), {
    message:
      "invalid a-file: magic number 0x00000d03, expected 0x00000801 (labels) or 0x00000803 (images); " +
      "download the file again or correct its name"
  });
  assert.throws(() => parseIdx(Uint8Array.of(0xff, 0, 8, 3, 0), "a-file"), /number 0xff000803,/);
});

it("parseIdx(bytes, name) throws if there are no dimensions", () => {
  assert.throws(() => parseIdx(Uint8Array.of(0, 0, 8, 0), "a-file"), /number 0x00000800,/);
});

it("parseIdx(bytes, name) throws if the file ends early, wherever it ends", () => {
  const whole = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1);
  const remedy = "download the file again or correct its name";
  const expected = ["at least 4", "at least 8", "11"];
  [3, 7, 10].forEach((length, i) => {
    assert.throws(() => parseIdx(whole.subarray(0, length), "a-file"), {
      message: `truncated a-file: ${length} bytes, expected ${expected[i]}; ${remedy}`
    });
  });
});

it("parseIdx(bytes, name) throws if bytes are left over", () => {
  assert.throws(() => parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7, 2), "a-file"), {
    message:
      "invalid a-file: 10 bytes, expected 9 for 1 values; " +
      "download the file again or correct its name"
  });
});
