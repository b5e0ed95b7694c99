import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {normalQuantile} from "../../src/math/normal.js";
import {openOwnModel} from "../../src/own/model.js";
import {readImages} from "../../src/reading/images.js";
import {readModel} from "../../src/reading/model.js";
import {turnedImages} from "../../src/reading/own-images.js";
import {assertInDelta} from "../assert-in-delta.js";
import {plainEngines} from "../own/engines.js";
import type {ExpectedImages, ExpectedModel} from "./reader-cases.js";
import {caseNames, expectedOf, filesOf} from "./reader-cases.js";
import {sigmoid} from "./keras-makers.js";

/** Cases that are refused, or that open though NumPy computed nothing of them, and what is said. */
const sayings: Record<string, {images?: RegExp; model?: RegExp}> = {
  "foreign-h5": {
    images: /^invalid decoder\.h5: an HDF5 file, expected \.npz: python -c /,
    model: /^invalid decoder\.h5: a Keras file in HDF5, .*tensorflowjs_converter .* decoder\.h5 /
  },
  "foreign-keras": {
    images: /^invalid decoder\.keras: a Keras model, expected images here/,
    model: /^invalid decoder\.keras: a Keras file, .*tensorflowjs_converter .* decoder\.keras /
  },
  "foreign-onnx": {model: /^invalid decoder\.onnx: an ONNX file without a graph, .*torch\.onnx/},
  "jpeg-drawings": {images: /^invalid drawing-0\.jpg: a JPEG image, .*: mogrify -format png/},
  "mat-file": {images: /^invalid emnist-digits\.mat: a MATLAB file, expected \.npz: python -c /},
  "npy-object": {images: /^invalid images\.npy: an array of objects .*numpy\.stack/},
  "pkl-gz": {images: /^invalid mnist\.pkl\.gz: a Python pickle in gzip, expected \.npz: python /},
  "tar-gz": {images: /^invalid mnist_png\.tar\.gz: a tar archive, .* or a zip: tar xf /}
};

/** Cases that no expected.json speaks of and that open. */
const opening = ["train-test-folders", "whole-autoencoder"];

/** What the reader of each data set would press: EMNIST's images are transposed, scans are dark on light. */
const turns: Record<string, {invert: boolean; transpose: boolean}> = {
  "dark-on-light": {invert: true, transpose: false},
  "emnist-letters": {invert: false, transpose: true}
};

before(() => tf.setBackend("cpu"));

describe("files as people have them", () => {
  it("each case opens or is refused by a test below", () => {
    const known = caseNames.filter((name) => expectedOf(name) !== undefined);
    assert.deepEqual(
      [...known, ...Object.keys(sayings), ...opening].toSorted(),
      caseNames.toSorted()
    );
    assert.ok(known.length > 35, `${known.length} that open`);
  });

  for (const name of caseNames) {
    const expected = expectedOf(name);
    if (expected?.kind === "images") {
      it(`${name}: the images are those that NumPy reads`, async () => {
        const found = await readImages(filesOf(name));
        const turn = turns[name];
        checkImages(turn === undefined ? found : turnedImages(found, turn), expected);
      });
    }
    if (expected?.kind === "model") {
      it(`${name}: the pixels have the means that NumPy computes`, () =>
        checkModel(name, expected));
    }
  }

  for (const [name, said] of Object.entries(sayings)) {
    it(`${name}: is refused in a sentence that says what it is and what to do`, async () => {
      const files = filesOf(name);
      if (said.images !== undefined) {
        await assert.rejects(readImages(files), ({message}: Error) => {
          assert.match(message, said.images!);
          return true;
        });
      }
      if (said.model !== undefined) {
        assert.throws(
          () => readModel(files),
          ({message}: Error) => {
            assert.match(message, said.model!);
            return true;
          }
        );
      }
    });
  }

  it("train-test-folders: the images of the folder testing are known as such", async () => {
    const {count, test} = await readImages(filesOf("train-test-folders"));
    assert.deepEqual([count, test?.count], [80, 20]);
  });

  it("whole-autoencoder: the decoder behind the narrowest layer is taken, and that is said", () => {
    const {notes} = readModel(filesOf("whole-autoencoder"));
    assert.match(
      notes!.join(" "),
      /whole auto-encoder: its decoder, behind the layer z of 2 units/
    );
  });
});

function checkImages(
  {count, width, height, pixels, labels}: Awaited<ReturnType<typeof readImages>>,
  expected: ExpectedImages
): void {
  assert.deepEqual([count, height, width], expected.shape);
  const full = pixels instanceof Uint8Array ? 255 : 1;
  const size = width * height;
  const ink = Array.from(pixels, (value) => value / full);
  assertInDelta(ink.slice(0, size), expected.first, 6e-4);
  const sums = Array.from({length: count}, (_, i) =>
    ink.slice(i * size, (i + 1) * size).reduce((a, b) => a + b, 0)
  );
  assertInDelta(sums, expected.sums, 2e-3);
  if (expected.labels !== null) {
    assert.deepEqual(Array.from(labels!), expected.labels);
  }
}

async function checkModel(name: string, expected: ExpectedModel): Promise<void> {
  const own = await openOwnModel(readModel(filesOf(name)), plainEngines);
  const {decoder, encoder} = own;
  assert.deepEqual([decoder.width, decoder.height], [expected.width, expected.height]);
  const z = Float32Array.from(expected.u.flat(), normalQuantile);
  const logits = await decoder.logits(z, expected.u.length);
  assertInDelta(Array.from(logits, sigmoid), expected.means.flat(), 1.5e-3);
  if (expected.encoder === undefined) return;
  const x = Float32Array.from({length: 784}, (_, i) => ((37 * i) % 256) / 255);
  const {mu, logVar} = await encoder!.encode(x, 1);
  assertInDelta(Array.from(mu), expected.encoder.mu, 1e-3);
  assertInDelta(Array.from(logVar), expected.encoder.logVar, 1e-3);
}
