import assert from "node:assert/strict";
import {it} from "node:test";
import {centerOf, stringPoints, withCenter} from "../../../src/figures/gradients/string-plot.js";
import {drawsOf, quadraticTarget} from "../../../src/math/gradients.js";
import {normalPdf} from "../../../src/math/normal.js";
import {assertInDelta} from "../../assert-in-delta.js";

const target = quadraticTarget({height: 0, curvature: 1, peak: 1});
const draws = drawsOf(target, {mu: [0], sigma: [2]}, Float64Array.of(-1, 0, 0.5, 2));

it("stringPoints(draws, …) weighs a draw by how much more probable it has become", () => {
  const now = {mu: 1, sigma: 0.5};
  const [point] = stringPoints(draws, {start: 2, length: 1, now, constant: 3});
  assertInDelta([point.epsilon, point.z, point.f, point.slope], [0.5, 1, 3, 0]);
  const ratio = normalPdf((1 - 1) / 0.5) / 0.5 / (normalPdf(0.5) / 2);
  assertInDelta([point.weight], [ratio]);
});

it("stringPoints(draws, …) has weights 1 where q has not moved, and ends with the draws", () => {
  const points = stringPoints(draws, {
    start: 1,
    length: 9,
    now: {mu: 0, sigma: 2},
    constant: 0
  });
  assertInDelta(
    points.map(({weight}) => weight),
    [1, 1, 1]
  );
});

it("withCenter(q, center) moves the first latent only", () => {
  const q = {mu: [1, 2], sigma: [0.1, 0.2]};
  const moved = withCenter(q, {mu: 5, sigma: 6});
  assert.deepEqual(moved, {mu: [5, 2], sigma: [6, 0.2]});
  assert.deepEqual(centerOf(moved), {mu: 5, sigma: 6});
});
