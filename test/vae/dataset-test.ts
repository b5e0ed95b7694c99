import assert from "node:assert/strict";
import {it} from "node:test";
import {datasetOf, type NamedIdx} from "../../src/vae/dataset.js";

const images: NamedIdx = {name: "images", shape: [2, 1, 3], data: Uint8Array.of(0, 1, 2, 3, 4, 5)};
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
