import assert from "node:assert/strict";
import {it} from "node:test";
import type {DrawNumbers} from "../../../src/figures/gradients/cases.js";
import {drawStream} from "../../../src/figures/gradients/figure.js";
import type {LocationScale} from "../../../src/math/gradients.js";
import {drawsOf, numberedNormals, quadraticTarget} from "../../../src/math/gradients.js";

const target = quadraticTarget({height: 0, curvature: 1, peak: 1});
const q = {mu: [0], sigma: [1]};

it("drawStream(case, q, seed) grows by what is missing, and is what one request would give", async () => {
  const asked: DrawNumbers[] = [];
  const draw = async (at: LocationScale, numbers: DrawNumbers) => {
    asked.push(numbers);
    return drawsOf(target, at, numberedNormals(numbers.seed, {...numbers, latentSize: 1}));
  };
  const stream = drawStream({draw}, q, 7);
  await Promise.all([stream.grow(3), stream.grow(2), stream.grow(10)]);
  assert.deepEqual(asked, [
    {seed: 7, start: 0, count: 3},
    {seed: 7, start: 3, count: 7}
  ]);
  const whole = await draw(q, {seed: 7, start: 0, count: 10});
  assert.deepEqual(stream.draws, whole);
});
