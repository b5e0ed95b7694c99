import assert from "node:assert/strict";
import {it} from "node:test";
import {planeExtent} from "../../src/components/plane.js";

it("planeExtent(mu) reaches beyond the codes on either side, to a multiple of a half", () => {
  assert.equal(planeExtent(Float32Array.of(-3.1, 0, 2.9)), 3.5);
});

it("planeExtent(mu) leaves out the few codes that are farthest", () => {
  const mu = new Float32Array(1001).fill(2.75);
  mu[500] = -40;
  assert.equal(planeExtent(mu), 3);
});

it("planeExtent(mu) is never less than 2", () => {
  assert.equal(planeExtent(Float32Array.of(0.1)), 2);
  assert.equal(planeExtent(new Float32Array(0)), 2);
});
