import assert from "node:assert/strict";
import {it} from "node:test";
import {
  drawCoverage,
  drawsLike,
  middleRange,
  nearRadius,
  nearestDistances
} from "../../src/math/holes.js";
import {openUniforms, randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

it("nearestDistances(points, codes) are to the nearest code; a code leaves itself out", () => {
  const codes = [0, 0, 3, 4, 3, 5];
  assertInDelta([...nearestDistances([0, 1, 3, 4], codes)], [1, 0]);
  assertInDelta([...nearestDistances(codes, codes, {areCodes: true})], [5, 1, 1]);
});

it("drawCoverage(draws, codes, radius) counts the draws in holes and the codes that are reached", () => {
  const codes = [0, 0, 10, 0];
  assert.deepEqual(drawCoverage([0.5, 0, 5, 0, 0, 0.9, 0, -0.2], codes, 1), {
    holes: 0.25,
    reached: 0.5
  });
});

it("draws of the prior fall into hardly any holes of codes that fill it, and do of far branches", () => {
  const codes = standardNormals(randomSource(1), 4000);
  const count = {seed: 2, count: 1000};
  const filled = drawCoverage(drawsLike("prior", codes, count), codes, nearRadius(codes));
  assert.ok(filled.holes < 0.03 && filled.reached > 0.9, JSON.stringify(filled));
  // Two thin branches at right angles: the Gaussian that fits them is a disc.
  const along = openUniforms(randomSource(3), 2000);
  const branches = along.flatMap((u, i) => (i % 2 === 0 ? [20 * u - 10, 0] : [0, 20 * u - 10]));
  const fitted = drawsLike("gaussian", branches, count);
  assert.ok(drawCoverage(fitted, branches, nearRadius(branches)).holes > 0.8);
  const prior = drawCoverage(drawsLike("prior", branches, count), branches, nearRadius(branches));
  assert.ok(prior.reached < 0.4);
});

it("drawsLike(kind, codes, …) have the moments and the range of the codes", () => {
  const codes = standardNormals(randomSource(4), 4000).map((e, i) =>
    i % 2 === 0 ? 5 + 2 * e : -e
  );
  const mean = (values: Float32Array, axis: number) =>
    values.filter((_, i) => i % 2 === axis).reduce((sum, value) => sum + value, 0) / 2000;
  const gaussian = drawsLike("gaussian", codes, {seed: 5, count: 2000});
  assertInDelta([mean(gaussian, 0), mean(gaussian, 1)], [mean(codes, 0), mean(codes, 1)], 0.15);
  const box = drawsLike("box", codes, {seed: 5, count: 2000});
  const [low, high] = middleRange(codes, 0);
  assertInDelta([low, high], [5 - 2 * 2.58, 5 + 2 * 2.58], 0.6);
  assert.ok(box.every((value, i) => i % 2 === 1 || (value >= low && value <= high)));
});
