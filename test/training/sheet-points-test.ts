import assert from "node:assert/strict";
import {test} from "node:test";
import {normalQuantile} from "../../src/math/normal.js";
import {sheetPoints} from "../../src/training/sheet-points.js";

const near = (found: ArrayLike<number>, expected: number[]) => {
  assert.equal(found.length, expected.length);
  expected.forEach((value, i) => assert.ok(Math.abs(found[i] - value) < 1e-6, `${found[i]}`));
};

test("sheetPoints(2, n) lays two latents out as on the board, column first", () => {
  const end = normalQuantile(0.95);
  near(sheetPoints(2, 2), [-end, -end, end, -end, -end, end, end, end]);
});

test("sheetPoints(1, n) goes through the quantiles of one latent, row by row", () => {
  const points = sheetPoints(1, 3);
  assert.equal(points.length, 9);
  near([points[0], points[4], points[8]], [normalQuantile(0.05), 0, normalQuantile(0.95)]);
});

test("sheetPoints(d, n) of more latents is the same draws every time", () => {
  const points = sheetPoints(5, 4);
  assert.equal(points.length, 80);
  assert.deepEqual(sheetPoints(5, 4), points);
  assert.ok(points.every(Number.isFinite));
});
