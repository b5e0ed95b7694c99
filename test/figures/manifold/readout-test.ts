import assert from "node:assert/strict";
import {it} from "node:test";
import {cellFacts} from "../../../src/figures/manifold/readout.js";
import {assertInDelta} from "../../assert-in-delta.js";

const partition = {
  uEdges: [0.1, 0.3, 0.9],
  zEdges: [-1, 0, 2],
  u: [0.2, 0.6],
  z: [-0.5, 1]
};

it("cellFacts(partition, cell) says where it is decoded, and its share of the prior", () => {
  const {u, z, prior, codes} = cellFacts(partition, {column: 1, row: 0});
  assert.deepEqual(
    [u, z],
    [
      [0.6, 0.2],
      [1, -0.5]
    ]
  );
  assertInDelta([prior], [0.12], 1e-12);
  assert.equal(codes, undefined);
});

it("cellFacts(partition, cell, mu) counts the codes inside, the lower edge included", () => {
  const mu = Float32Array.of(0, -1, 1, -0.5, 2, -0.5, 1, 0);
  assert.equal(cellFacts(partition, {column: 1, row: 0}, mu).codes, 0.5);
});
