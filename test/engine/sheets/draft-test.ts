import assert from "node:assert/strict";
import {it} from "node:test";
import {draftSheet} from "../../../src/engine/sheets/draft.js";
import {pixelsOf} from "../random-layers.js";

/** Returns the inks of RGBA words, and asserts that each is an opaque grey. */
function inks(rgba: Uint32Array): number[] {
  return Array.from(rgba, (word) => {
    const grey = word & 0xff;
    assert.equal(word, (0xff000000 | (grey * 0x010101)) >>> 0);
    return 255 - grey;
  });
}

function assertNear(actual: number[], expected: number[]): void {
  assert.equal(actual.length, expected.length);
  const off = actual.map((ink, i) => Math.abs(ink - expected[i]));
  assert.ok(Math.max(...off) <= 1, `${actual.join(" ")}, expected ${expected.join(" ")}`);
}

it("draftSheet(shape)(logits) lays images side by side where all are computed", () => {
  const draw = draftSheet({computed: 2, shown: 2, width: 2, height: 1});
  const logits = Float32Array.of(-9, -1, 0, 1, 2, 3, 4, 90);
  assertNear(inks(draw(logits)), pixelsOf(logits));
  const tall = draftSheet({computed: 2, shown: 2, width: 1, height: 2});
  assertNear(inks(tall(logits)), pixelsOf([-9, 0, -1, 1, 2, 4, 3, 90]));
});

it("draftSheet(shape)(logits) interpolates the logits of images that were not computed", () => {
  const draw = draftSheet({computed: 2, shown: 3, width: 1, height: 1});
  const logits = Float32Array.of(-4, 2, 0, 6);
  assertNear(inks(draw(logits)), pixelsOf([-4, -1, 2, -2, 1, 4, 0, 3, 6]));
});

it("draftSheet(shape)(logits) puts images where they stand among more of them", () => {
  const draw = draftSheet({computed: 3, shown: 4, width: 1, height: 1});
  const logits = Float32Array.from({length: 9}, (_, i) => 3 * (i % 3) - 3);
  assertNear(inks(draw(logits)).slice(0, 4), pixelsOf([-3, -1, 1, 3]));
});

it("draftSheet(shape)(logits) draws three channels as light", () => {
  const draw = draftSheet({computed: 2, shown: 2, width: 1, height: 1, channels: 3});
  const logits = Float32Array.of(-9, 0, 9, -1, 1, 2, 0, 0, 0, 9, 9, 9);
  const channels = Array.from(draw(logits), (word) => [0, 8, 16].map((at) => (word >>> at) & 0xff));
  assertNear(channels.flat(), pixelsOf(Array.from(logits)));
});
