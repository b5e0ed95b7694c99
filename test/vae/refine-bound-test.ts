import assert from "node:assert/strict";
import {it} from "node:test";
import {latticeOver, latticePoints} from "../../src/vae/lattice.js";
import {refineBound} from "../../src/vae/refine-bound.js";
import {linearModel} from "./linear-model.js";

const {logLikelihood, posterior} = linearModel([0.4, -0.8], [100, 40, 60]);
const lattice = latticeOver([-4.6, 4.6, -4.6, 4.6], 128);
const plane = {lattice, values: logLikelihood(latticePoints(lattice))};

/** Returns the terms for a q, and how many points each of them took. */
function refined(q: {mu: number[]; logVar: number[]}) {
  const points: number[] = [];
  let decoded = 0;
  const counted = (z: Float32Array<ArrayBuffer>) => {
    decoded += z.length / 2;
    return logLikelihood(z);
  };
  const bounds = [];
  for (const terms of refineBound(plane, counted, q, posterior)) {
    bounds.push(terms);
    points.push(decoded);
  }
  return {bounds, points};
}

it("refineBound(…) answers at once, and ends when equation (1) holds to 0.005 nats", () => {
  const {bounds, points} = refined({mu: [0.41, -0.8], logVar: [-4.4, -4]});
  assert.ok(points[0] <= 256, `${points[0]} points`);
  assert.ok(points.at(-1)! <= 1300, `${points.at(-1)} points`);
  assert.ok(Math.abs(bounds.at(-1)!.residual) < 0.005);
});

it("refineBound(…) takes the plane first for a broad q, and goes on from there", () => {
  const {bounds, points} = refined({mu: [0, 0], logVar: [0, 0]});
  assert.equal(points[0], 0);
  assert.ok(Math.abs(bounds[0].residual) < 0.1);
  assert.ok(points.at(-1)! > 8192, `${points.at(-1)} points`);
  assert.ok(Math.abs(bounds.at(-1)!.residual) < 0.005);
});

it("refineBound(…) never computes more than 64 images between two answers, after the first", () => {
  const {points} = refined({mu: [0, 0], logVar: [-1, -0.5]});
  points.slice(1).forEach((count, i) => assert.ok(count - points[i] <= 64));
});
