import assert from "node:assert/strict";
import {it} from "node:test";
import type {NaiveEstimates} from "../../../src/figures/naive/estimates.js";
import {naiveEstimates} from "../../../src/figures/naive/estimates.js";
import {latticeOver} from "../../../src/math/lattice.js";
import {assertInDelta} from "../../assert-in-delta.js";

/** A model whose log p(x|z) is −|z|² for every image, so that p(x) = E exp(−|z|²) = 1/3. */
const lattice = latticeOver([-4, 4, -4, 4], 2);
const logEvidence = -Math.log(3);
const client = {
  landscape: async () => new Float64Array(),
  posterior: async () => ({lattice, logJoint: new Float64Array(4), logEvidence, error: 0}),
  likelihoods: async (_x: Float32Array, z: Float32Array) =>
    Float64Array.from({length: z.length / 2}, (_, i) => -(z[2 * i] ** 2) - z[2 * i + 1] ** 2)
};

async function last(seed: number): Promise<NaiveEstimates> {
  let newest: NaiveEstimates | undefined;
  const settings = {seed, runs: 3, draws: 2500};
  for await (newest of naiveEstimates(client, new Float32Array(784), settings));
  return newest!;
}

it("naiveEstimates(client, x, settings) ends with all runs, near the exact value", async () => {
  const {exact, runs, logWeights} = await last(1);
  assert.deepEqual(
    runs.map(({estimates}) => estimates.length),
    [2500, 2500, 2500]
  );
  assert.strictEqual(logWeights.length, 2500);
  // A weight exp(−|z|²) has mean 1/3 and variance 1/5 − 1/9: four standard errors of the mean.
  const error = 4 * Math.sqrt((1 / 5 - 1 / 9) / 2500);
  for (const {estimates} of runs) {
    assert.ok(Math.abs(Math.exp(estimates.at(-1)!) - Math.exp(exact)) < error);
  }
});

it("naiveEstimates(client, x, settings) repeats with the seed; its runs differ", async () => {
  const [one, again, other] = [await last(1), await last(1), await last(2)];
  const ends = ({runs}: NaiveEstimates) => runs.map(({estimates}) => estimates.at(-1)!);
  assertInDelta(ends(one), ends(again), 0);
  assert.notDeepEqual(ends(one), ends(other));
  assert.strictEqual(new Set(ends(one)).size, 3);
});

it("naiveEstimates(client, x, settings) shows the first run while it grows", async () => {
  const lengths: number[] = [];
  const settings = {seed: 1, runs: 1, draws: 2500};
  for await (const {runs, logWeights} of naiveEstimates(client, new Float32Array(784), settings)) {
    assert.strictEqual(runs[0].estimates.length, logWeights.length);
    lengths.push(logWeights.length);
  }
  assert.deepEqual(lengths, [1000, 2000, 2500]);
});
