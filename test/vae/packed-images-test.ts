import assert from "node:assert/strict";
import {it} from "node:test";
import {decodeImages, encodeImages} from "../../src/vae/packed-images.js";

const images = {
  width: 2,
  height: 1,
  train: Uint8Array.of(1, 2, 3, 4, 5, 6),
  heldOut: Uint8Array.of(7, 8, 9, 255),
  labels: Uint8Array.of(3, 0)
};

it("decodeImages(encodeImages(images)) is the images", () => {
  assert.deepEqual(decodeImages(encodeImages(images)), images);
});

it("encodeImages(images) is little-endian: header, labels, pixels", () => {
  const bytes = Array.from(encodeImages(images));
  assert.deepEqual(bytes.slice(0, 4), Array.from(new TextEncoder().encode("AEVI")));
  assert.deepEqual(bytes.slice(4, 12), [1, 0, 0, 0, 3, 0, 0, 0]);
  assert.deepEqual(bytes.slice(12, 24), [2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0]);
  assert.deepEqual(bytes.slice(24), [3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255]);
});

it("decodeImages(bytes) reads from the middle of a larger buffer", () => {
  const bytes = encodeImages(images);
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  assert.deepEqual(decodeImages(larger.subarray(3)), images);
});

it("decodeImages(bytes) throws a sentence for bytes that are not such images", () => {
  const bytes = encodeImages(images);
  assert.throws(() => decodeImages(bytes.subarray(0, 20)), {
    message: "invalid images: 20 bytes, expected at least 24"
  });
  assert.throws(() => decodeImages(bytes.with(3, 0)), {
    message: "invalid images: magic number 0x564541"
  });
  assert.throws(() => decodeImages(bytes.with(4, 2)), {
    message: "invalid images: version 2, expected 1"
  });
  assert.throws(() => decodeImages(bytes.subarray(0, 35)), {
    message: "invalid images: 35 bytes, expected 36 for 3 + 2 images of 2 × 1 pixels"
  });
});
