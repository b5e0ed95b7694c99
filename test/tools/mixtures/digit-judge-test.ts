import assert from "node:assert/strict";
import {it} from "node:test";
import {digitJudge, NEIGHBORS} from "../../../tools/mixtures/digit-judge.js";

/** Twelve images of one class, with the upper pixel set, and twelve of another, with the lower one. */
const images = Uint8Array.from({length: 48}, (_, i) => {
  const image = Math.floor(i / 2);
  return i % 2 === image % 2 ? 255 - image : 0;
});
const labels = Uint8Array.from({length: 24}, (_, image) => image % 2);
const judge = digitJudge({id: "mnist", images, labels, count: 24, width: 1, height: 2}, 24);

it("digitJudge(…)(images) counts those whose nearest neighbors are of one class", () => {
  assert.ok(NEIGHBORS <= 12);
  assert.equal(judge([255, 0], 1), 1);
  assert.equal(judge([0, 200], 1), 1);
  assert.equal(judge([128, 128], 1), 0);
  assert.equal(judge([255, 0, 128, 128, 0, 255, 128, 128], 4), 0.5);
});

it("digitJudge(dataset, references) compares with the first images alone", () => {
  const few = digitJudge({id: "mnist", images, labels, count: 24, width: 1, height: 2}, 20);
  assert.equal(few([255, 0], 1), 1);
  const tooFew = digitJudge({id: "mnist", images, labels, count: 24, width: 1, height: 2}, 12);
  assert.equal(tooFew([255, 0], 1), 0);
});
