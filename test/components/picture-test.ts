import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {
  greys,
  gridPoints,
  gridPositions,
  inkPixels,
  sheetPixels
} from "../../src/components/picture.js";

describe("picture", () => {
  it("greys(pixels) draws no ink as white, full ink as black, all of it opaque", () => {
    assert.deepEqual(
      [...greys(Uint8ClampedArray.of(0, 255, 55))],
      [255, 255, 255, 255, 0, 0, 0, 255, 200, 200, 200, 255]
    );
  });
});

describe("sheet", () => {
  /** Asserts that two lists have the same length and differ by less than 1e-12 everywhere. */
  function assertClose(actual: readonly number[], expected: readonly number[]): void {
    assert.equal(actual.length, expected.length);
    const differ = actual.some((value, i) => !(Math.abs(value - expected[i]!) < 1e-12));
    if (differ) assert.deepEqual(actual, expected);
  }

  it("gridPositions(4) is 0.05, 0.35, 0.65, 0.95", () => {
    assertClose(gridPositions(4), [0.05, 0.35, 0.65, 0.95]);
  });

  it("gridPositions(n, range) begins and ends at the range", () => {
    assertClose(gridPositions(3, [0, 1]), [0, 0.5, 1]);
    assertClose([gridPositions(32)[0]!, gridPositions(32)[31]!], [0.05, 0.95]);
  });

  it("gridPositions(n) throws if a side has fewer than two images", () => {
    assert.throws(() => gridPositions(1), {message: "invalid grid size: 1, expected at least 2"});
  });

  it("gridPoints(4, [s0, s1]) has [0.95, 0.65, s0, s1] in row 3, column 4", () => {
    assertClose(gridPoints(4, [0.2, 0.3])[2 * 4 + 3]!, [0.95, 0.65, 0.2, 0.3]);
  });

  it("gridPoints(n, rest) goes row by row, the column first in each point", () => {
    assert.deepEqual(gridPoints(2, [0.5], [0, 1]), [
      [0, 0, 0.5],
      [1, 0, 0.5],
      [0, 1, 0.5],
      [1, 1, 0.5]
    ]);
  });

  it("sheetPixels(images, n) lays images out row by row from the top", () => {
    const images = Uint8ClampedArray.of(1, 2, 11, 12, 3, 4, 13, 14, 5, 6, 15, 16, 7, 8, 17, 18);
    assert.deepEqual(
      [...sheetPixels(images, 2, {width: 2, height: 2})],
      [1, 2, 3, 4, 11, 12, 13, 14, 5, 6, 7, 8, 15, 16, 17, 18]
    );
  });

  it("sheetPixels(images, n) takes images that are not square", () => {
    const images = Uint8ClampedArray.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assert.deepEqual(
      [...sheetPixels(images, 2, {width: 3, height: 1})],
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    );
  });

  it("sheetPixels(images, n) keeps the channels of a pixel side by side", () => {
    const images = Uint8ClampedArray.from({length: 12}, (_, i) => i);
    assert.deepEqual(
      [...sheetPixels(images, 2, {width: 1, height: 1, channels: 3})],
      Array.from({length: 12}, (_, i) => i)
    );
    const tall = Uint8ClampedArray.from({length: 24}, (_, i) => i);
    assert.deepEqual(
      [...sheetPixels(tall, 2, {width: 1, height: 2, channels: 3})].slice(0, 12),
      [0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11]
    );
  });

  it("sheetPixels(images, n) throws if the number of pixels is another", () => {
    assert.throws(() => sheetPixels(new Uint8ClampedArray(7), 2, {width: 1, height: 2}), {
      message: "invalid images: length 7, expected 8"
    });
  });
});

describe("ink pixels", () => {
  it("inkPixels(x) is 255 times the ink, rounded", () => {
    assert.deepEqual(Array.from(inkPixels(Float32Array.of(0, 0.5, 1))), [0, 128, 255]);
  });
});
