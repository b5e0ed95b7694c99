import assert from "node:assert/strict";
import {test} from "node:test";
import {imagesShown, lowestShown} from "../../../src/figures/training/chart.js";

const point = (imagesSeen: number, elbo: number) => {
  const terms = {elbo, reconstruction: elbo, kl: 0};
  return {imagesSeen, train: terms, heldOut: terms, klPerUnit: []};
};

test("lowestShown(curves) lies below the lowest end, not below the starts", () => {
  const curves = [[point(100, -540), point(1000, -200)], [point(1000, -160)], []];
  assert.equal(lowestShown(curves), -260);
  assert.ok(lowestShown([]) < 0);
});

test("imagesShown(curves, planned) holds all points and the run as it is planned", () => {
  assert.deepEqual(imagesShown([[point(100, -1), point(5000, -1)]], 60000), [100, 60000]);
  assert.deepEqual(imagesShown([[point(100, -1), point(70000, -1)]], 60000), [100, 70000]);
  const [first, last] = imagesShown([], 20000);
  assert.ok(first > 0 && first < last);
});
