import assert from "node:assert/strict";
import {it} from "node:test";
import type {NaiveEstimates, DrawSource} from "../../../src/figures/naive/estimates.js";
import {naiveEstimates} from "../../../src/figures/naive/estimates.js";
import {latticeOver, latticePoints} from "../../../src/math/lattice.js";
import {logJoint} from "../../../src/math/posterior.js";
import {fullGaussianLogDensity} from "../../../src/math/gaussian-fit.js";
import {assertInDelta} from "../../assert-in-delta.js";

/** A model whose log p(x|z) is −|z|² for every image, so that p(x) = E exp(−|z|²) = 1/3. */
const lattice = latticeOver([-4, 4, -4, 4], 80);
const logEvidence = -Math.log(3);
const logLikelihood = (z: ArrayLike<number>) =>
  Float64Array.from({length: z.length / 2}, (_, i) => -(z[2 * i] ** 2) - z[2 * i + 1] ** 2);
const points = latticePoints(lattice);
const client = {
  landscape: async () => new Float64Array(),
  posterior: async () => ({
    lattice,
    logJoint: logJoint(logLikelihood(points), points),
    logEvidence,
    error: 0
  }),
  likelihoods: async (_x: Float32Array, z: Float32Array) => logLikelihood(z)
};

async function last(seed: number, from: DrawSource = "prior"): Promise<NaiveEstimates> {
  let newest: NaiveEstimates | undefined;
  const settings = {seed, runs: 3, draws: 2500, from};
  for await (newest of naiveEstimates(client, new Float32Array(784), settings));
  return newest!;
}

it("naiveEstimates(client, x, settings) ends with all runs, near the exact value", async () => {
  const {exact, runs, logWeights} = await last(1);
  assert.deepEqual(
    runs.map(({estimates}) => estimates.length),
    [2500, 2500, 2500]
  );
  assert.deepEqual(
    logWeights.map(({length}) => length),
    [2500, 2500, 2500]
  );
  // A weight exp(−|z|²) has mean 1/3 and variance 1/5 − 1/9: four standard errors of the mean.
  const error = 4 * Math.sqrt((1 / 5 - 1 / 9) / 2500);
  for (const {estimates} of runs) {
    assert.ok(Math.abs(Math.exp(estimates.at(-1)!) - Math.exp(exact)) < error);
  }
});

it("naiveEstimates(client, x, settings) from a Gaussian with twice the posterior's covariance is near at once", async () => {
  const {exact, z, logWeights, runs} = await last(1, "fitted");
  // The posterior is N(0, I/3), so q is N(0, 2/3 I), and p(x, z)/q(z) is 4/9 of what it is at 0.
  const q = {
    mean: new Float64Array(2),
    factor: Float64Array.of((2 / 3) ** 0.5, 0, 0, (2 / 3) ** 0.5)
  };
  const density = fullGaussianLogDensity(q, Float64Array.from(z));
  const weights = logJoint(logLikelihood(z), z).map((value, i) => value - density[i]);
  assertInDelta(logWeights[0].slice(0, 50), weights.slice(0, 50), 1e-3);
  // Their variance over their squared mean is 4/3 − 1.
  const error = 4 * Math.sqrt(1 / 3 / 2500);
  for (const {estimates} of runs) assert.ok(Math.abs(estimates.at(-1)! - exact) < error);
  const [size] = runs.map(({sizes}) => sizes.at(-1)! / 2500);
  assertInDelta([size], [3 / 4], 0.03);
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
  const settings = {seed: 1, runs: 1, draws: 2500, from: "prior"} as const;
  for await (const {runs, logWeights} of naiveEstimates(client, new Float32Array(784), settings)) {
    assert.strictEqual(runs[0].estimates.length, logWeights[0].length);
    lengths.push(logWeights[0].length);
  }
  assert.deepEqual(lengths, [1000, 2000, 2500]);
});
