import assert from "node:assert/strict";
import {it} from "node:test";
import {thetaBoundEstimates, fullBayesRun, UPDATES} from "../../../src/figures/full-bayes/run.js";
import {bestFullPosterior, fullBound} from "../../../src/math/full-bayes.js";
import {sampleMoments} from "../../../src/math/moments.js";
import {assertInDelta} from "../../assert-in-delta.js";

const best = fullBound(bestFullPosterior(1)).bound;
const endOf = (sign: 1 | -1, scale: "once" | "scaled") =>
  fullBayesRun({seed: 1, sign, scale})[UPDATES];

it("fullBayesRun(…) ends near the greatest bound, on the side that it starts from", () => {
  for (const sign of [1, -1] as const) {
    const q = endOf(sign, "once");
    assertInDelta([fullBound(q).bound], [best], 0.5);
    assertInDelta([q.mu[0]], [1.32 * sign], 0.12);
  }
});

it("fullBayesRun(…) with the divergence of θ multiplied by N/M ends wider, at a lower bound", () => {
  const [right, wrong] = [endOf(1, "once"), endOf(1, "scaled")];
  assert.ok(fullBound(wrong).bound < fullBound(right).bound - 0.8);
  assert.ok(wrong.logVar[0] > right.logVar[0] + 0.8);
});

it("thetaBoundEstimates(q, …) have the bound as their mean, unless the divergence of θ is multiplied", () => {
  const q = bestFullPosterior(1);
  const of = (scale: "once" | "scaled") =>
    sampleMoments(thetaBoundEstimates(q, {seed: 2, scale, count: 4000}));
  const {mean, variance} = of("once");
  assertInDelta([mean], [best], 4 * Math.sqrt(variance / 4000));
  assertInDelta([of("scaled").mean - mean], [-3 * 4.72], 0.05);
});
