import assert from "node:assert/strict";
import {it} from "node:test";
import {logMeanExp} from "../../src/math/importance.js";
import {ladderRun, ladderRungs, RUN_DRAWS, rungCounts} from "../../src/math/importance-ladder.js";
import type {PlaneGaussian} from "../../src/math/plane-gaussian.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

/** log p(x|z) = −½ Σ a (z − m)²: the posterior is N(am/(1 + a), 1/(1 + a)) for each latent. */
const [curvature, peak] = [24, [0.5, -1]];
const logLikelihood = (z: Float32Array) =>
  Float64Array.from({length: z.length / 2}, (_, k) =>
    peak.reduce((sum, m, j) => sum - (curvature * (z[2 * k + j] - m) ** 2) / 2, 0)
  );
/** log p(x) = Σ −½ log (1 + a) − ½ am²/(1 + a). */
const exact = peak.reduce(
  (sum, m) => sum - (Math.log(1 + curvature) + (curvature * m * m) / (1 + curvature)) / 2,
  0
);
const variance = 1 / (1 + curvature);
const posterior: PlaneGaussian = {
  mu: peak.map((m) => m * curvature * variance),
  logVar: peak.map(() => Math.log(variance))
};
/** Beside the posterior by one of its standard deviations, and wider: no weight is without a bound. */
const beside: PlaneGaussian = {
  mu: posterior.mu.map((value) => value + Math.sqrt(variance)),
  logVar: posterior.logVar.map((value) => value + Math.log(2))
};

const rungsOf = (q: PlaneGaussian, runs: number) =>
  ladderRungs(
    Array.from({length: runs}, (_, run) => {
      const epsilon = Float64Array.from(standardNormals(randomSource(1, run), 2 * RUN_DRAWS));
      return ladderRun(logLikelihood, q, epsilon);
    }),
    q
  );

it("rungCounts go from 1 to 1,000 and divide it", () => {
  assert.deepEqual(rungCounts, [1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100, 125, 200, 250, 500, 1000]);
});

it("ladderRungs(…) of the posterior itself is log p(x) on every rung, and all draws count", () => {
  for (const {draws, bound, size} of rungsOf(posterior, 1)) {
    assertInDelta([bound, size], [exact, draws], 1e-4 * draws);
  }
});

it("ladderRungs(…) never falls from a number of draws to a multiple of it, nor passes the whole", () => {
  const rungs = rungsOf(beside, 2);
  for (const lower of rungs) {
    for (const upper of rungs) {
      if (upper.draws % lower.draws === 0) assert.ok(upper.bound >= lower.bound);
    }
  }
  assertInDelta([rungs.at(-1)!.bound], [exact], 0.15);
  // The first rung is the bound of equation (3): KL(q ‖ p(z|x)) is ½ (1 + 2 − 1 − log 2) a latent.
  assertInDelta([rungs[0].bound], [exact - 2 + Math.log(2)], 0.15);
});

it("ladderRungs(…) with the log outside alone is the bound at K = 1, and exceeds log p(x) later", () => {
  const rungs = rungsOf(posterior, 8);
  assertInDelta([rungs[0].outside], [exact], 0.02);
  // ½ (1 − σ²) − ½ log (2 − σ²), and what the distance of the peak adds, for each latent.
  const excess = peak.reduce((sum, m) => {
    const shift = (m * variance) ** 2 * curvature;
    const rest = (1 - variance) / (2 - variance);
    return sum + (1 - variance - Math.log(2 - variance) + shift * rest) / 2;
  }, 0);
  assertInDelta([rungs.at(-1)!.outside - exact], [excess], 0.02);
});

it("ladderRun(…) has the weights whose mean is p(x)", () => {
  const epsilon = Float64Array.from(standardNormals(randomSource(2), 2 * RUN_DRAWS));
  const wide = {mu: posterior.mu, logVar: posterior.logVar.map((value) => value + Math.log(2))};
  const {logWeights, logLikelihoods} = ladderRun(logLikelihood, wide, epsilon);
  assertInDelta([logMeanExp(logWeights)], [exact], 0.06);
  assert.equal(logLikelihoods.length, RUN_DRAWS);
});
