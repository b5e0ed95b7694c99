import assert from "node:assert/strict";
import {it} from "node:test";
import {
  logRatio,
  logRatioVariance,
  negativeKl,
  negativeKlByMonteCarlo,
  negativeKlByQuadrature
} from "../../src/math/kl-estimates.js";
import {sampleMoments} from "../../src/math/moments.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

const cases = [
  {mu: 0, sigma: 1},
  {mu: 1.3, sigma: 0.4},
  {mu: -2, sigma: 1.8},
  {mu: 0, sigma: 0.05}
];

it("negativeKl(q) is the value worked out by hand", () => {
  // ½(1 + 0 − 0 − 1) = 0; ½(1 + 0 − 4 − 1) = −2; ½(1 + ln 4 − 0 − 4).
  const values = [
    {mu: 0, sigma: 1},
    {mu: 2, sigma: 1},
    {mu: 0, sigma: 2}
  ].map(negativeKl);
  assertInDelta(values, [0, -2, 0.5 * (Math.log(4) - 3)]);
});

it("negativeKlByQuadrature(q, nodes) agrees with the closed form", () => {
  for (const q of cases) assertInDelta([negativeKlByQuadrature(q, 101)], [negativeKl(q)], 1e-5);
});

it("negativeKlByMonteCarlo(q, epsilon) agrees within 4 standard errors", () => {
  const epsilon = standardNormals(randomSource(2), 20_000);
  for (const q of cases) {
    const {mean, standardError} = negativeKlByMonteCarlo(q, epsilon);
    assertInDelta([mean], [negativeKl(q)], 4 * standardError + 1e-12);
    const expected = Math.sqrt(logRatioVariance(q) / epsilon.length);
    assertInDelta([standardError], [expected], 0.03 * expected);
  }
});

it("logRatioVariance(q) is that of the draws, and 0 only where q is the prior", () => {
  const epsilon = standardNormals(randomSource(9), 200_000);
  for (const q of cases) {
    const {variance} = sampleMoments(epsilon.map((e) => logRatio(q, e)));
    assertInDelta([variance], [logRatioVariance(q)], 0.03 * logRatioVariance(q) + 1e-9);
  }
  assert.equal(logRatioVariance(cases[0]), 0);
  assert.ok(cases.slice(1).every((q) => logRatioVariance(q) > 0));
});
