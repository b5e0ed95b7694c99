import assert from "node:assert/strict";
import {it} from "node:test";
import {columnKl, latentColumnCount, latentShare} from "../../../src/figures/latent-use/figure.js";
import {columnsOf, rowOf} from "../../../src/figures/latent-use/walks.js";
import type {LatentRecord} from "../../../src/training/experiments/latents.js";
import {assertInDelta} from "../../assert-in-delta.js";

const record: LatentRecord = {
  figure: 2,
  id: "tiny",
  command: "",
  commit: "",
  imagesSeen: 20,
  latentSize: 4,
  curve: {
    imagesSeen: [10, 20],
    kl: [
      [1, 1, 1, 7],
      [8, 1.2, 0.6, 0.2]
    ]
  },
  values: [-1, 1],
  walks: 2
};

it("columnKl(record, point) is the KL of each walk, and the mean of the rest", () => {
  assertInDelta(columnKl(record, 1), [8, 1.2, 0.4]);
  assert.equal(latentColumnCount(record), 3);
  const all = {...record, walks: 4};
  assertInDelta(columnKl(all, 1), [8, 1.2, 0.6, 0.2]);
  assert.equal(latentColumnCount(all), 4);
});

it("latentShare(record, point) counts those that carry nine tenths, whatever their order", () => {
  const [early, late] = [latentShare(record, 0), latentShare(record, 1)];
  assertInDelta([early.kl, late.kl], [10, 10]);
  assert.deepEqual([early.latents, late.latents], [3, 2]);
});

// Two walks of two images, each two pixels wide and one high.
const walks = {
  pixels: Uint8ClampedArray.of(1, 2, 3, 4, 5, 6, 7, 8),
  columns: 2,
  width: 2,
  height: 1
};

it("columnsOf(walks, range) puts a walk upright, its last image on top, beside the next", () => {
  const both = columnsOf(walks, {from: 0, to: 2, across: 2});
  assert.deepEqual([...both], [3, 4, 7, 8, 1, 2, 5, 6]);
  const second = columnsOf(walks, {from: 1, to: 2, across: 2});
  assert.deepEqual([...second], [7, 8, 0, 0, 5, 6, 0, 0]);
});

it("rowOf(walks, walk) is a walk as it is recorded", () => {
  assert.deepEqual([...rowOf(walks, 1)], [5, 6, 7, 8]);
});
