import assert from "node:assert/strict";
import {it} from "node:test";
import {precisionEllipse} from "../../../src/figures/manifold/cells.js";
import {assertInDelta} from "../../assert-in-delta.js";

it("precisionEllipse(precision) is longest where the precision is least", () => {
  const {radii, angle} = precisionEllipse([4, 0, 0, 100]);
  assertInDelta(radii, [0.5, 0.1]);
  assert.equal(Math.abs(angle % 180), 0);
  assert.equal(precisionEllipse([100, 0, 0, 4]).angle, 90);
});

it("precisionEllipse(precision, deviations) satisfies vᵀ P v = deviations² at its ends", () => {
  const [a, b, c] = [7, -3, 5];
  const {radii, angle} = precisionEllipse([a, b, b, c], 3);
  radii.forEach((radius, axis) => {
    const direction = ((angle + 90 * axis) * Math.PI) / 180;
    const [x, y] = [radius * Math.cos(direction), radius * Math.sin(direction)];
    assertInDelta([a * x * x + 2 * b * x * y + c * y * y], [9], 1e-9);
  });
});
