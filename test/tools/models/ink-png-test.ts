import assert from "node:assert/strict";
import {it} from "node:test";
import {decode} from "fast-png";
import {inkPng, sheetPng} from "../../../tools/models/ink-png.js";

const colorType = 25; // where a PNG file says how it stores colors; 0 is grey

it("inkPng(pixels, columns) is a grey PNG with no ink as white and full ink as black", () => {
  const file = inkPng(Uint8ClampedArray.of(0, 255, 55, 100, 0, 1), 3);
  assert.equal(file[colorType], 0);
  const {width, height, depth, data} = decode(file, {checkCrc: true});
  assert.deepEqual([width, height, depth], [3, 2, 8]);
  assert.deepEqual([...data], [255, 0, 200, 155, 255, 254]);
});

it("inkPng(pixels, columns) refuses pixels that do not fill whole rows", () => {
  assert.throws(() => inkPng(new Uint8ClampedArray(5), 3), RangeError);
});

it("sheetPng(images, 2, size) lays four images in two rows, the first ones above", () => {
  const images = [1, 2, 3, 4].flatMap((n) => [10 * n, 10 * n + 1, 10 * n + 2, 10 * n + 3]);
  const file = sheetPng(Uint8ClampedArray.from(images), 2, {width: 1, height: 4});
  const {width, height, data} = decode(file, {checkCrc: true});
  assert.deepEqual([width, height], [2, 8]);
  const ink = Array.from(data, (grey) => 255 - grey);
  assert.deepEqual(ink.slice(0, 8), [10, 20, 11, 21, 12, 22, 13, 23]);
  assert.deepEqual(ink.slice(8), [30, 40, 31, 41, 32, 42, 33, 43]);
});
