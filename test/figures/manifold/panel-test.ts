import assert from "node:assert/strict";
import {it} from "node:test";
import {cellPartition, intervalOf} from "../../../src/figures/manifold/panel.js";
import {normalCdf as cdf, normalQuantile as quantile} from "../../../src/math/normal.js";
import {assertInDelta} from "../../assert-in-delta.js";

const normal = {cdf, quantile};

it("cellPartition(4, normal) has cells of equal prior mass, decoded at their medians", () => {
  const {uEdges, zEdges, u, z} = cellPartition(4, normal);
  assertInDelta(uEdges, [0.05, 0.275, 0.5, 0.725, 0.95], 1e-7);
  assertInDelta(u, [0.1625, 0.3875, 0.6125, 0.8375], 1e-7);
  assertInDelta(zEdges, uEdges.map(quantile), 1e-6);
  assertInDelta(z, u.map(quantile), 1e-6);
});

it("cellPartition(3, normal, {spacing: 0}) is even in z", () => {
  const range = [cdf(-3), cdf(3)] as const;
  const {zEdges, z, uEdges} = cellPartition(3, normal, {range, spacing: 0});
  assertInDelta(zEdges, [-3, -1, 1, 3], 1e-6);
  assertInDelta(z, [-2, 0, 2], 1e-6);
  assertInDelta(uEdges, [-3, -1, 1, 3].map(cdf), 1e-6);
});

it("cellPartition(n, normal, {spacing: 0.5}) is half way in z, with the same ends", () => {
  const [linear, half, inverse] = [0, 0.5, 1].map((spacing) =>
    cellPartition(5, normal, {range: [0.001, 0.999], spacing})
  );
  const middles = linear.zEdges.map((z, i) => (z + inverse.zEdges[i]) / 2);
  assertInDelta(half.zEdges, middles, 1e-9);
  assert.equal(half.zEdges[0], inverse.zEdges[0]);
});

it("cellPartition(n, normal) throws if n is not a positive integer", () => {
  for (const n of [0, 2.5]) assert.throws(() => cellPartition(n, normal), RangeError);
});

it("intervalOf(edges, value) counts from 0, and is undefined outside", () => {
  const found = [-0.1, 0, 0.9, 1, 2.9, 3, 4].map((value) => intervalOf([0, 1, 2, 3], value));
  assert.deepEqual(found, [undefined, 0, 0, 1, 2, undefined, undefined]);
});
