import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {normalQuantile} from "../../src/math/normal.js";
import {packCurve, sheetPoints, unpackCurve} from "../../src/training/recorded-run.js";
import type {CurvePoint} from "../../src/training/state.js";

describe("recorded run", () => {
  const point = (imagesSeen: number, reconstruction: number): CurvePoint => ({
    imagesSeen,
    train: {elbo: reconstruction - 5, reconstruction, kl: 5},
    heldOut: {elbo: reconstruction - 5.5, reconstruction: reconstruction - 1, kl: 4.5},
    klPerUnit: [4, 0.5]
  });

  test("unpackCurve(packCurve(curve)) is the curve, to three decimals", () => {
    const curve = [point(100, -543.25), point(200, -200.5)];
    assert.deepEqual(unpackCurve(packCurve(curve)), curve);
    const [rounded] = unpackCurve(packCurve([point(100, -150.00049)]));
    assert.equal(rounded.train.reconstruction, -150);
  });

  test("packCurve(curve) keeps a column for each latent dimension", () => {
    assert.deepEqual(packCurve([point(100, -1), point(200, -1)]).klPerUnit, [
      [4, 4],
      [0.5, 0.5]
    ]);
    assert.deepEqual(unpackCurve(packCurve([])), []);
  });
});

describe("sheet points", () => {
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
});
