import assert from "node:assert/strict";
import {it} from "node:test";
import {sampleMoments, weightedMoments} from "../../src/vae/moments.js";
import {assertInDelta} from "../assert-in-delta.js";

it("sampleMoments(values) divides the squared distances by n − 1", () => {
  const {mean, variance} = sampleMoments([1, 2, 3, 6]);
  assertInDelta([mean, variance], [3, 14 / 3]);
});

it("sampleMoments(values) keeps the digits of a small spread about a large mean", () => {
  const {variance} = sampleMoments([1e9, 1e9 + 1, 1e9 + 2]);
  assertInDelta([variance], [1]);
});

it("sampleMoments(values) is NaN where there is too little", () => {
  assert.ok(Number.isNaN(sampleMoments([]).mean));
  assert.ok(Number.isNaN(sampleMoments([4]).variance));
  assert.equal(sampleMoments([4]).mean, 4);
});

it("weightedMoments(values, weight) is the mean and the variance of a distribution", () => {
  const {mean, variance} = weightedMoments([0, 10], (i) => [0.8, 0.2][i]);
  assertInDelta([mean, variance], [2, 16]);
});
