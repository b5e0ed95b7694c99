import assert from "node:assert/strict";
import {describe, it} from "node:test";
import type {NamedIdx} from "../../src/formats/images.js";
import {datasetOf, decodeImages, encodeImages, parseIdx} from "../../src/formats/images.js";

describe("packed images", () => {
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
      message: /^invalid images: magic number 0x564541, expected 0x[0-9a-f]{8}$/
    });
    assert.throws(() => decodeImages(bytes.with(4, 2)), {
      message: "invalid images: version 2, expected 1"
    });
    assert.throws(() => decodeImages(bytes.subarray(0, 35)), {
      message: "invalid images: 35 bytes, expected 36 for 3 + 2 images of 2 × 1 pixels"
    });
  });
});

describe("dataset", () => {
  const images: NamedIdx = {
    name: "images",
    shape: [2, 1, 3],
    data: Uint8Array.of(0, 1, 2, 3, 4, 5)
  };
  const labels: NamedIdx = {name: "labels", shape: [2], data: Uint8Array.of(7, 9)};

  it("datasetOf(id, images, labels) keeps sizes, pixels and classes", () => {
    assert.deepEqual(datasetOf("mnist", images, labels), {
      id: "mnist",
      width: 3,
      height: 1,
      count: 2,
      images: Uint8Array.of(0, 1, 2, 3, 4, 5),
      labels: Uint8Array.of(7, 9)
    });
  });

  it("datasetOf(id, images, labels) throws if the two files are swapped", () => {
    assert.throws(() => datasetOf("mnist", labels, images), {
      message:
        "invalid labels: 1 dimension, expected 3 for images; " +
        "correct the file’s name or download it again"
    });
    assert.throws(() => datasetOf("mnist", images, images), /3 dimensions, expected 1 for labels;/);
  });

  it("datasetOf(id, images, labels) throws if the counts differ", () => {
    const three: NamedIdx = {name: "labels", shape: [3], data: Uint8Array.of(7, 9, 1)};
    assert.throws(() => datasetOf("mnist", images, three), {
      message:
        "invalid labels: 3 labels, expected 2, one for each image of images; " +
        "use two files of the same set"
    });
  });

  it("datasetOf(id, images, labels) throws if there are no pixels", () => {
    const none: NamedIdx = {name: "images", shape: [0, 28, 28], data: new Uint8Array(0)};
    assert.throws(() => datasetOf("mnist", none, labels), {
      message: "invalid images: 0 × 28 × 28 pixels, expected some; choose another file"
    });
  });
});

describe("idx", () => {
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
});
