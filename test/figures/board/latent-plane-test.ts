import assert from "node:assert/strict";
import {it} from "node:test";
import {codesInside} from "../../../src/figures/board/latent-plane.js";

it("codesInside(cloud, reach) counts the codes of each class with all coordinates inside", () => {
  const mu = Float32Array.of(0, 0, 2, 0, 0, -2, 1, 1, 0.5, 1.5);
  const labels = Uint8Array.of(0, 0, 0, 0, 1);
  const cloud = {mu, labels, latentSize: 2, classes: ["a", "b"]};
  assert.deepEqual(codesInside(cloud, [-1, 1.5]), [
    {name: "a", codes: 4, inside: 2},
    {name: "b", codes: 1, inside: 1}
  ]);
});
