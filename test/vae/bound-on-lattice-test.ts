import assert from "node:assert/strict";
import {it} from "node:test";
import {boundTermsOnLattice, latticePointsUnder} from "../../src/vae/bound-on-lattice.js";
import {diagonalLogDensity, standardNormal} from "../../src/vae/diagonal-gaussian.js";
import {latticeOver, latticePoints} from "../../src/vae/lattice.js";
import {assertInDelta} from "../assert-in-delta.js";
import {linearModel} from "./linear-model.js";

const model = linearModel([0.4, -0.8], [100, 40, 60]);
const {logEvidence} = model.posterior;

it("boundTermsOnLattice(…) agrees with boundTerms where q is broad and lies on the lattice", () => {
  const lattice = latticeOver([-4.6, 4.6, -4.6, 4.6], 128);
  const values = model.logLikelihood(latticePoints(lattice));
  for (const q of [standardNormal(2), {mu: [1, -0.5], logVar: [-3, -2]}]) {
    assert.ok(latticePointsUnder(q, lattice) > 128);
    const terms = boundTermsOnLattice({lattice, values}, q, logEvidence);
    const expected = model.reconstruction(q);
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
