import assert from "node:assert/strict";
import {it} from "node:test";
import {toPixels} from "../../src/vae/pixels.js";

it("toPixels(logits) is round(255·sigmoid(logit)), at any size of logit", () => {
  const logits = [0, Math.log(0.25 / 0.75), 100, -100, 1e9, -1e9, Infinity, -Infinity];
  assert.deepEqual([...toPixels(logits)], [128, 64, 255, 0, 255, 0, 255, 0]);
});
