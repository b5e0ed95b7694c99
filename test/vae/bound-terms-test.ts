import assert from "node:assert/strict";
import {it} from "node:test";
import {boundTerms, boundTermsOnLattice, latticePointsUnder} from "../../src/vae/bound-terms.js";
import {
  diagonalKlToPrior,
  diagonalLogDensity,
  standardNormal
} from "../../src/vae/diagonal-gaussian.js";
import {latticeOver, latticePoints} from "../../src/vae/lattice.js";
import {randomSource} from "../../src/vae/random.js";
import {assertInDelta} from "../assert-in-delta.js";
import {linearModel} from "./linear-model.js";

const model = linearModel([0.4, -0.8], [100, 40, 60]);
const {logEvidence} = model.posterior;

/** Returns E_q[log p(x|z)] of the model, worked out: a mean and a variance for each product. */
function reconstructionOf(mu: number[], variances: number[]): number {
  const [d0, d1] = [mu[0] - 0.4, mu[1] + 0.8];
  const squares = 100 * (d0 * d0 + variances[0]) + 60 * (d1 * d1 + variances[1]);
  return -100 - (squares + 2 * 40 * d0 * d1) / 2;
}

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
    const variances = logVar.map(Math.exp);
    assertInDelta([terms.reconstruction], [reconstructionOf(mu, variances)], 1e-3);
    assertInDelta([terms.elbo], [terms.reconstruction - terms.klToPrior], 1e-9);
    assertInDelta([terms.elbo + terms.klToPosterior], [logEvidence], 0.002);
    assert.ok(terms.klToPosterior > 0);
  }
});

it("boundTermsOnLattice(…) agrees with boundTerms where q is broad and lies on the lattice", () => {
  const lattice = latticeOver([-4.6, 4.6, -4.6, 4.6], 128);
  const values = model.logLikelihood(latticePoints(lattice));
  for (const q of [standardNormal(2), {mu: [1, -0.5], logVar: [-3, -2]}]) {
    assert.ok(latticePointsUnder(q, lattice) > 128);
    const terms = boundTermsOnLattice({lattice, values}, q, logEvidence);
    const expected = reconstructionOf([...q.mu], q.logVar.map(Math.exp));
    assertInDelta([terms.reconstruction], [expected], 0.01);
    assertInDelta([terms.residual], [0], 0.01);
  }
});

it("latticePointsUnder(q, lattice) is 0 for a q that is narrow, and for one that lies partly outside", () => {
  const lattice = latticeOver([-4.6, 4.6, -4.6, 4.6], 128);
  assert.equal(latticePointsUnder({mu: [0, 0], logVar: [-6, 0]}, lattice), 0);
  assert.equal(latticePointsUnder({mu: [2, 0], logVar: [0, 0]}, lattice), 0);
});

it("latticePointsUnder(q, lattice) is (Σ weight)² / Σ weight² of the density of q", () => {
  const lattice = latticeOver([-4.6, 4.6, -4.6, 4.6], 128);
  for (const q of [standardNormal(2), {mu: [0.5, -0.4], logVar: [-1, -0.4]}]) {
    const weights = diagonalLogDensity(q, latticePoints(lattice)).map(Math.exp);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const squares = weights.reduce((total, weight) => total + weight * weight, 0);
    assertInDelta([latticePointsUnder(q, lattice) / (sum ** 2 / squares)], [1], 1e-3);
  }
});
