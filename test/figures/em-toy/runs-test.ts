import assert from "node:assert/strict";
import {it} from "node:test";
import type {ToyRuns} from "../../../src/figures/em-toy/runs.js";
import {greatest, STEPS, toyRuns} from "../../../src/figures/em-toy/runs.js";
import {quadraticDraws} from "../../../src/math/quadratic-decoder.js";
import {assertInDelta} from "../../assert-in-delta.js";

async function lastOf(seed: number): Promise<ToyRuns> {
  let last: ToyRuns | undefined;
  for await (last of toyRuns(seed, async () => {}));
  return last!;
}

it("Monte Carlo EM comes to the greatest likelihood, −1.35, and the bound to a worse decoder, near −1.45", async () => {
  const {likelihoods, models} = await lastOf(1);
  assert.equal(likelihoods.mcem.length, STEPS + 1);
  assertInDelta([greatest], [-1.349], 0.02);
  const [sampled, bound] = [likelihoods.mcem.at(-1)!, likelihoods.bound.at(-1)!];
  assertInDelta([sampled], [greatest], 0.02);
  // From the truth it ends at another optimum, of −1.45.
  assertInDelta([bound], [-1.45], 0.04);
  assert.ok(sampled > bound + 0.05);
  const {a, s} = models.bound.at(-1)!;
  assert.ok(a < 0.9 && s > 0.5, `a = ${a}, s = ${s}`);
});

it("quadraticDraws(decoder, x, uniforms) are where a z² + b is near x", () => {
  const draws = quadraticDraws(
    {a: 1, b: 0, s: 0.3},
    4,
    Array.from({length: 200}, (_, i) => (i + 0.5) / 200)
  );
  const mean = draws.reduce((sum, z) => sum + z / draws.length, 0);
  assertInDelta([mean], [1.99], 0.03);
  assert.ok(Math.min(...draws) > 1.6 && Math.max(...draws) < 2.4);
});
