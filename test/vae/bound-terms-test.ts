import assert from "node:assert/strict";
import {it} from "node:test";
import {boundTerms} from "../../src/vae/bound-terms.js";
import {
  diagonalKlToPrior,
  diagonalLogDensity,
  standardNormal
} from "../../src/vae/diagonal-gaussian.js";
import {randomSource} from "../../src/vae/random.js";
import {assertInDelta} from "../assert-in-delta.js";
import {linearModel} from "./linear-model.js";

const model = linearModel([0.4, -0.8], [100, 40, 60]);
const {logEvidence} = model.posterior;

it("diagonalKlToPrior(q) is the closed form of appendix B", () => {
  assert.equal(diagonalKlToPrior(standardNormal(3)), 0);
  const q = {mu: [2, 0], logVar: [0, Math.log(0.25)]};
  assertInDelta([diagonalKlToPrior(q)], [2 + (0.25 - 1 + Math.log(4)) / 2]);
});

it("diagonalLogDensity(q, z) is the log density of equation (9)", () => {
  const q = {mu: [1, -1], logVar: [Math.log(4), 0]};
  const expected = [-Math.log(2 * Math.PI) - Math.log(2), -Math.log(2 * Math.PI) - Math.log(2) - 1];
  assertInDelta(diagonalLogDensity(q, [1, -1, 3, 0]), expected);
});

it("boundTerms(…) adds up to log p(x) for random q, each term by its own quadrature", () => {
  const source = randomSource(5);
  for (let i = 0; i < 20; ++i) {
    const mu = [2 * source() - 1, 2 * source() - 1];
    const logVar = [-6 * source(), -6 * source()];
    const terms = boundTerms(model.logLikelihood, {mu, logVar}, logEvidence, 2048);
    assertInDelta([terms.reconstruction], [model.reconstruction({mu, logVar})], 1e-3);
    assertInDelta([terms.elbo], [terms.reconstruction - terms.klToPrior], 1e-9);
    assertInDelta([terms.elbo + terms.klToPosterior], [logEvidence], 0.002);
    assert.ok(terms.klToPosterior > 0);
  }
});
