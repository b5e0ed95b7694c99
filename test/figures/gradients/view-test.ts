import assert from "node:assert/strict";
import {it} from "node:test";
import {parabola, toyCase} from "../../../src/figures/gradients/cases.js";
import type {GradientSettings} from "../../../src/figures/gradients/controls.js";
import {readoutText} from "../../../src/figures/gradients/figure.js";
import {gradientView} from "../../../src/figures/gradients/view.js";
import * as gradients from "../../../src/math/gradients.js";
import {quadraticMean, quadraticPathwise, quadraticScore} from "../../../src/math/gradients.js";
import {sampleMoments} from "../../../src/math/moments.js";
import {assertInDelta} from "../../assert-in-delta.js";

const estimators = {...gradients, sampleMoments};
const settings: GradientSettings = {
  samples: 1,
  of: "mu",
  constant: 0,
  hasBaseline: false,
  hasSameScale: false
};
const toy = toyCase();
const q = {mu: [-0.5], sigma: [1]};
const draws = await toy.draw(q, {seed: 1, start: 0, count: 4000});
const expected = await toy.expect(q, new AbortController().signal);
const viewOf = (changes: Partial<GradientSettings>) =>
  gradientView(draws, 4000, expected, {...settings, ...changes}, estimators);

it("the parabola’s expectations by quadrature are the formulas’", () => {
  assertInDelta([expected.meanF], [quadraticMean(parabola, -0.5, 1)], 1e-5);
  for (const of of ["mu", "sigma"] as const) {
    for (const constant of [0, 100]) {
      const {pathwise, score} = expected.of({of, latent: 0}, constant);
      const path = quadraticPathwise(parabola, -0.5, 1, of);
      const formula = quadraticScore(parabola, -0.5, 1, {of, constant});
      assertInDelta([pathwise.mean, pathwise.variance], [path.mean, path.variance], 1e-3);
      assertInDelta([score.mean], [formula.mean], 1e-3);
      assertInDelta([score.variance / formula.variance], [1], 1e-3);
    }
  }
});

it("gradientView(…) measures a variance ratio that is that of the formulas", () => {
  const {table} = viewOf({});
  const ratio = table.score.variance / table.pathwise.variance;
  const formula =
    quadraticScore(parabola, -0.5, 1, {of: "mu"}).variance /
    quadraticPathwise(parabola, -0.5, 1, "mu").variance;
  assert.ok(Math.abs(ratio / formula - 1) < 0.25, `${ratio}, expected about ${formula}`);
  assert.equal(table.count, 4000);
  assertInDelta([table.exact!], [1.5], 1e-4);
  assertInDelta([table.ratios.mu[1]], [ratio], 1e-9);
  const bySigma =
    quadraticScore(parabola, -0.5, 1, {of: "sigma"}).variance /
    quadraticPathwise(parabola, -0.5, 1, "sigma").variance;
  const [, plain] = table.ratios.sigma;
  assert.ok(Math.abs(plain / bySigma - 1) < 0.25, `${plain}, expected about ${bySigma}`);
});

it("gradientView(…) with a baseline does not see what is added to f", () => {
  const [without, added] = [0, 150].map((constant) => viewOf({constant, hasBaseline: true}));
  assert.deepEqual(added.histograms.score.values, without.histograms.score.values);
  assert.ok(added.table.score.variance > 1000 * without.table.score.variance);
});

it("gradientView(…) gives each histogram four standard deviations, or both the wider axis", () => {
  const own = viewOf({constant: 100}).histograms;
  const [low, high] = own.pathwise.domain;
  assertInDelta([low, high], [1.5 - 4, 1.5 + 4], 1e-3);
  const same = viewOf({constant: 100, hasSameScale: true}).histograms;
  assert.deepEqual(same.pathwise.domain, same.score.domain);
  assert.deepEqual(same.score.domain, own.score.domain);
});

it("gradientView(…) of samples 16 has a sixteenth of the estimates and of the variance", () => {
  const {table} = viewOf({samples: 16});
  assert.equal(table.count, 250);
  assert.ok(Math.abs(table.pathwise.variance * 16 - 1) < 0.3);
});

it("readoutText(view, points) tells the last estimate, or that there is none", () => {
  const empty = gradientView(draws, 0, expected, settings, estimators);
  assert.match(readoutText(empty, []), /^No estimate yet/);
  const point = {epsilon: 0, z: 0, f: -2, slope: 1, weight: 0.5};
  const view = {...viewOf({}), last: {pathwise: 1.25, score: -3}};
  assert.match(
    readoutText(view, [point]),
    /^Estimate 4000 · mean of f −1 · gradient: pathwise 1.25 · score function −3 · exact 1.5$/
  );
});
