import assert from "node:assert/strict";
import {it} from "node:test";
import {locationScaleOf} from "../../src/math/bound-estimates.js";
import type {FitState} from "../../src/math/fit-by-draws.js";
import {fitStart, fitStep} from "../../src/math/fit-by-draws.js";
import {drawsOf, numberedNormals} from "../../src/math/gradients.js";
import {assertInDelta} from "../assert-in-delta.js";

/** log p(x|z) = −½ Σ p (z − a)², whose posterior has the precision 1 + p and the mean ap / (1 + p). */
const [a, precision] = [
  [1.4, -0.8],
  [400, 60]
];
const target = (z: Float64Array) => ({
  f: Float64Array.from({length: z.length / 2}, (_, l) =>
    precision.reduce((sum, p, j) => sum - (p * (z[2 * l + j] - a[j]) ** 2) / 2, 0)
  ),
  slope: z.map((value, i) => -precision[i % 2] * (value - a[i % 2]))
});

function fitted(steps: number, L: number): FitState {
  let state = fitStart(2);
  for (let step = 0; step < steps; ++step) {
    const epsilon = numberedNormals(1, {start: step * L, count: L, latentSize: 2});
    state = fitStep(state, drawsOf(target, locationScaleOf(state.q), epsilon), steps);
  }
  return state;
}

it("fitStart() is the prior", () => {
  assert.deepEqual(fitStart(2).q, {mu: [0, 0], logVar: [0, 0]});
});

it("fitStep(): from the prior q walks to the posterior, where that is one of its family", () => {
  const {q, steps} = fitted(400, 5);
  assert.equal(steps, 400);
  const {mu, sigma} = locationScaleOf(q);
  precision.forEach((p, j) => {
    const deviation = 1 / Math.sqrt(1 + p);
    assertInDelta([mu[j]], [(a[j] * p) / (1 + p)], deviation / 4);
    assert.ok(Math.abs(sigma[j] / deviation - 1) < 0.1, `${sigma[j]}, expected ${deviation}`);
  });
});

it("fitStep(): its first step is as long as the rate in each direction, whatever the gradient", () => {
  const {q} = fitted(1, 1);
  for (const m of q.mu) assertInDelta([Math.abs(m)], [0.1], 1e-6);
  for (const value of q.logVar) assertInDelta([Math.abs(value)], [0.2], 1e-6);
});
