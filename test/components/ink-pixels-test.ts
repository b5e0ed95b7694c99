import assert from "node:assert/strict";
import {it} from "node:test";
import {inkPixels} from "../../src/components/ink-pixels.js";

it("inkPixels(x) is 255 times the ink, rounded", () => {
  assert.deepEqual(Array.from(inkPixels(Float32Array.of(0, 0.5, 1))), [0, 128, 255]);
});
