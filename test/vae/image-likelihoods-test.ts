import assert from "node:assert/strict";
import {it} from "node:test";
import {imageLikelihoods} from "../../src/vae/image-likelihoods.js";
import {assertInDelta} from "../assert-in-delta.js";

const logit = (mean: number) => Math.log(mean / (1 - mean));

it("imageLikelihoods(x, logits) sums x log y + (1 − x) log(1 − y) over the pixels of each row", () => {
  const x = Float32Array.of(1, 0, 0.5);
  const rows = [
    [0.9, 0.2, 0.5],
    [0.5, 0.5, 0.25]
  ];
  const expected = [
    Math.log(0.9) + Math.log(0.8) + Math.log(0.5),
    2 * Math.log(0.5) + 0.5 * Math.log(0.25) + 0.5 * Math.log(0.75)
  ];
  const logits = Float32Array.from(rows.flat(), logit);
  assertInDelta(Array.from(imageLikelihoods(x, logits)), expected);
});

it("imageLikelihoods(x, logits) is finite for great logits, and for 784 undecided pixels", () => {
  const extremes = imageLikelihoods(Float32Array.of(1, 0), Float32Array.of(-800, 800));
  assertInDelta(Array.from(extremes), [-1600]);
  const undecided = imageLikelihoods(new Float32Array(784), new Float32Array(784));
  assertInDelta(Array.from(undecided), [-784 * Math.LN2]);
});

it("imageLikelihoods(x, logits) refuses parts of rows", () => {
  assert.throws(() => imageLikelihoods(new Float32Array(2), new Float32Array(3)), {
    message: "invalid logits: length 3, expected rows of 2"
  });
});

it("imageLikelihoods(x, logits) takes images of 64 × 64 pixels", () => {
  const [undecided] = imageLikelihoods(new Float32Array(4096), new Float32Array(4096));
  assertInDelta([undecided], [-4096 * Math.LN2]);
});
