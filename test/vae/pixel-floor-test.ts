import assert from "node:assert/strict";
import {test} from "node:test";
import {pixelFloor} from "../../src/vae/pixel-floor.js";

test("pixelFloor(images) is 0 for pixels that are black or white", () => {
  assert.equal(pixelFloor({pixels: Uint8Array.of(0, 255, 255, 0), count: 2}), 0);
  assert.equal(pixelFloor({pixels: Float32Array.of(0, 1), count: 1}), 0);
});

test("pixelFloor(images) is log 2 for each pixel that is a half, in the mean over images", () => {
  const pixels = Float32Array.of(0.5, 0.5, 1, 0.5);
  assert.ok(Math.abs(pixelFloor({pixels, count: 2}) - 1.5 * Math.LN2) < 1e-12);
});

test("pixelFloor(images) reads 8-bit pixels as parts of 255", () => {
  const pixels = Uint8Array.of(51, 204); // a fifth, and four fifths
  const entropy = -0.2 * Math.log(0.2) - 0.8 * Math.log(0.8);
  assert.ok(Math.abs(pixelFloor({pixels, count: 1}) - 2 * entropy) < 1e-12);
  const real = {pixels: Float32Array.of(0.2, 0.8), count: 1};
  assert.ok(Math.abs(pixelFloor(real) - 2 * entropy) < 1e-6);
});
