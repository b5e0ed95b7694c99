import assert from "node:assert/strict";
import {test} from "node:test";
import {packCurve, unpackCurve} from "../../src/training/recorded-run.js";
import type {CurvePoint} from "../../src/training/run-state.js";

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
