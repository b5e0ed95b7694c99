import assert from "node:assert/strict";
import {it} from "node:test";
import {
  densityPoints,
  noiseDomain,
  sampleDensities,
  topDensity,
  uniformOf,
  zDomain
} from "../../../src/figures/recipes/curve.js";
import {normalQuantile} from "../../../src/math/normal.js";
import {assertInDelta} from "../../assert-in-delta.js";

const even = Array.from({length: 101}, (_, i) => i);

it("zDomain(sample, recipe) begins at 0 for what is positive, and holds all of a share", () => {
  assertInDelta(zDomain(even, {}), [0, 1.6 * 97]);
  assertInDelta(
    zDomain(
      even.map((z) => z - 50),
      {}
    ),
    [-0.5 - 1.6 * 47.5, -0.5 + 1.6 * 47.5]
  );
  assert.deepEqual(zDomain(even, {isShare: true}), [0, 1]);
});

it("sampleDensities(sample, domain, bins) has the area of what lies within", () => {
  assertInDelta(sampleDensities([0.5, 1.5, 1.6, 9], [0, 2], 2), [0.25, 0.5]);
});

it("topDensity(points, domain) is the highest density, or less where there is a spike", () => {
  const flat = densityPoints({pdf: () => 0.4}, [], [0, 2]);
  assertInDelta([topDensity(flat, [0, 2])], [0.4]);
  const spike = densityPoints({pdf: (z) => 1 / z ** 2}, [], [0, 2]);
  assertInDelta([topDensity(spike, [0, 2])], [6]);
});

it("uniformOf(recipe, epsilon) undoes the noise of a recipe, between the ends of the axis", () => {
  const normal = {epsilon: normalQuantile};
  assertInDelta([uniformOf(normal, normalQuantile(0.3))], [0.3], 1e-6);
  assertInDelta([uniformOf(normal, 9), uniformOf(normal, -9)], [0.99, 0.01], 1e-6);
  assert.deepEqual(noiseDomain({epsilon: (u) => u}), [0, 1]);
  assertInDelta(noiseDomain(normal), [-2.326, 2.326], 1e-3);
});
