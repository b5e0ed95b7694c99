import assert from "node:assert/strict";
import {it} from "node:test";
import type {FullPosterior} from "../../src/math/full-bayes.js";
import {
  bestFullPosterior,
  COUNT,
  fullBound,
  fullEstimate,
  thetaPosterior
} from "../../src/math/full-bayes.js";
import {sampleMoments} from "../../src/math/moments.js";
import {randomSource} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

const exact = thetaPosterior();
const best = bestFullPosterior(1);
const any: FullPosterior = {
  mu: [0.8, 0.4],
  logVar: [-3, -2],
  slope: 0.4,
  offset: -0.3,
  zLogVar: -1
};
const keys = ["mu", "logVar", "slope", "offset", "zLogVar"] as const;
const flat = (q: FullPosterior) => keys.flatMap((key) => q[key]);
const unflat = ([mw, mb, vw, vb, slope, offset, zLogVar]: readonly number[]): FullPosterior => ({
  mu: [mw, mb],
  logVar: [vw, vb],
  slope,
  offset,
  zLogVar
});

it("thetaPosterior() has the evidence −39.176, |w| 1.399 ± 0.244, b 0.899 ± 0.319, and its peak at 1.30, 0.91", () => {
  assertInDelta([exact.logEvidence], [-39.176], 0.001);
  assertInDelta([exact.absW.mean, exact.absW.deviation], [1.399, 0.244], 0.001);
  assertInDelta([exact.b.mean, exact.b.deviation], [0.899, 0.319], 0.001);
  assertInDelta([exact.map.w, exact.map.b], [1.3, 0.91], 0.006);
});

it("bestFullPosterior(sign) lies about 2.4 nats below the evidence, pays 4.72 nats for θ, and keeps the sign", () => {
  const {bound, thetaKl} = fullBound(best);
  assertInDelta([exact.logEvidence - bound], [2.4], 0.05);
  assertInDelta([thetaKl], [4.72], 0.01);
  const other = bestFullPosterior(-1);
  assertInDelta([other.mu[0], fullBound(other).bound], [-best.mu[0], bound], 1e-9);
});

it("bestFullPosterior(sign) is 2.2 and 2.9 times narrower than the posterior", () => {
  const [w, b] = best.logVar.map((value) => Math.exp(value / 2));
  assertInDelta([exact.absW.deviation / w, exact.b.deviation / b], [2.2, 2.9], 0.06);
});

it("bestFullPosterior(sign) cannot be improved in any of its numbers", () => {
  const values = flat(best);
  const {bound} = fullBound(best);
  for (const i of values.keys()) {
    for (const step of [-0.01, 0.01]) {
      const moved = unflat(values.map((value, j) => (i === j ? value + step : value)));
      assert.ok(fullBound(moved).bound < bound);
    }
  }
});

it("fullEstimate(q) of minibatches of 5 has the bound as its mean, and the bound’s gradient", () => {
  for (const q of [best, any]) {
    const source = randomSource(2);
    const all = Array.from({length: 20_000}, () =>
      fullEstimate(q, {source, batch: 5, thetaScale: 1})
    );
    const {mean, variance} = sampleMoments(all.map(({bound}) => bound));
    assertInDelta([mean], [fullBound(q).bound], 4 * Math.sqrt(variance / all.length));
    const values = flat(q);
    for (const i of values.keys()) {
      const at = (step: number) =>
        fullBound(unflat(values.map((value, j) => (i === j ? value + step : value)))).bound;
      const slope = sampleMoments(all.map(({gradient}) => flat(gradient)[i]));
      const slack = 4 * Math.sqrt(slope.variance / all.length) + 1e-3;
      assertInDelta([slope.mean], [(at(1e-4) - at(-1e-4)) / 2e-4], slack);
    }
  }
});

it("fullEstimate(q) with the divergence of θ multiplied by N/M is too low by N/M − 1 times it", () => {
  const of = (thetaScale: number) =>
    fullEstimate(best, {source: randomSource(5), batch: 5, thetaScale}).bound;
  assertInDelta([of(1) - of(COUNT / 5)], [3 * fullBound(best).thetaKl], 1e-9);
});
