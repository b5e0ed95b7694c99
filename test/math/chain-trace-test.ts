import assert from "node:assert/strict";
import {it} from "node:test";
import {traceChains} from "../../src/math/chain-trace.js";
import {differenceTarget} from "../../src/math/difference-target.js";
import {assertInDelta} from "../assert-in-delta.js";

/** A likelihood that makes the posterior N((0.5, −0.25), diag (1/5, 1/9)), up to its constant. */
const target = differenceTarget((z) =>
  Float64Array.from(
    {length: z.length / 2},
    (_, i) => -2 * (z[2 * i] - 0.625) ** 2 - 4 * (z[2 * i + 1] + 0.28125) ** 2
  )
);

it("differenceTarget(logLikelihood) is log p(x, z), with its gradient to the digits that single precision leaves", () => {
  const gradient = new Float64Array(4);
  const values = target(Float64Array.of(0.5, -0.25, 1, 1), gradient);
  assertInDelta(gradient, [0, 0, -2.5, -11.25], 1e-3);
  const at = -2 * 0.375 ** 2 - 4 * 1.28125 ** 2 - 1 - Math.log(2 * Math.PI);
  assertInDelta([values[1]], [at], 1e-6);
});

it("traceChains(target, moves) samples the posterior, and keeps every leapfrog step", () => {
  const chains = 200;
  const moves = {
    start: new Float64Array(2 * chains),
    stepSizes: new Float64Array(chains).fill(0.15),
    leapfrogSteps: 4,
    transitions: 60,
    seed: [1] as const
  };
  const {z, path, acceptance, logJoint} = traceChains(target, moves);
  const axis = (j: number) => z.filter((_, i) => i % 2 === j && i >= 20 * chains);
  const moments = [0, 1].map((j) => {
    const values = axis(j);
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    return [mean, values.reduce((sum, v) => sum + (v - mean) ** 2 / values.length, 0)];
  });
  assertInDelta(moments.flat(), [0.5, 1 / 5, -0.25, 1 / 9], 0.02);
  assert.equal(path.length, 60 * 4 * 2 * chains);
  assert.equal(logJoint.length, acceptance.length);
  // A chain that has moved stands where its path has ended.
  const ended = path.subarray(3 * 2 * chains, 4 * 2 * chains);
  const moved = Array.from(ended).filter((value, i) => value === z[i]).length;
  assert.ok(moved > 1.6 * chains, `${moved / 2} of ${chains} chains moved`);
  assert.deepEqual(traceChains(target, moves).z, z);
});

it("traceChains(target, {tuning}) tunes the steps first, from far too short ones, and keeps none of it", () => {
  const chains = 50;
  const {acceptance, stepSizes, z} = traceChains(target, {
    start: new Float64Array(2 * chains),
    stepSizes: new Float64Array(chains).fill(0.02),
    leapfrogSteps: 4,
    tuning: 60,
    transitions: 20,
    seed: [2]
  });
  assert.equal(z.length, 20 * 2 * chains);
  assert.ok(Math.min(...stepSizes) > 0.1);
  const mean = acceptance.reduce((sum, value) => sum + value / acceptance.length, 0);
  assert.ok(mean > 0.8, `${mean} are accepted`);
});
