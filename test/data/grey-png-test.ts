import assert from "node:assert/strict";
import {it} from "node:test";
import {PNG} from "pngjs";
import {greyPng} from "../../src/data/grey-png.js";

it("greyPng(pixels, columns) is a grey PNG with no ink as white and full ink as black", () => {
  const file = greyPng(Uint8ClampedArray.of(0, 255, 55, 100, 0, 0), 3);
  const colorType = 25; // where a PNG file says how it stores colors; 0 is grey
  assert.equal(file[colorType], 0);
  const {width, height, data} = PNG.sync.read(file);
  assert.deepEqual([width, height], [3, 2]);
  assert.deepEqual(
    [...data.subarray(0, 12)],
    [255, 255, 255, 255, 0, 0, 0, 255, 200, 200, 200, 255]
  );
});
