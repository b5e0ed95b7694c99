import assert from "node:assert/strict";
import {it} from "node:test";
import {greys} from "../../src/components/picture.js";

it("greys(pixels) draws no ink as white, full ink as black, all of it opaque", () => {
  assert.deepEqual(
    [...greys(Uint8ClampedArray.of(0, 255, 55))],
    [255, 255, 255, 255, 0, 0, 0, 255, 200, 200, 200, 255]
  );
});
