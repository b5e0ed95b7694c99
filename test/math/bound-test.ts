import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {
  boundTerms,
  boundTermsOnLattice,
  latticePointsUnder,
  refineBound
} from "../../src/math/bound.js";
import {
  diagonalKlToPrior,
  diagonalLogDensity,
  standardNormal
} from "../../src/math/diagonal-gaussian.js";
import {latticeOver, latticePoints} from "../../src/math/lattice.js";
import {randomSource} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";
import {linearModel} from "./linear-model.js";

describe("bound terms", () => {
  const model = linearModel([0.4, -0.8], [100, 40, 60]);
  const {logEvidence} = model.posterior;

  it("diagonalKlToPrior(q) is the closed form of appendix B", () => {
    assert.equal(diagonalKlToPrior(standardNormal(3)), 0);
    const q = {mu: [2, 0], logVar: [0, Math.log(0.25)]};
    assertInDelta([diagonalKlToPrior(q)], [2 + (0.25 - 1 + Math.log(4)) / 2]);
  });

  it("diagonalLogDensity(q, z) is the log density of equation (9)", () => {
    const q = {mu: [1, -1], logVar: [Math.log(4), 0]};
    const expected = [
      -Math.log(2 * Math.PI) - Math.log(2),
      -Math.log(2 * Math.PI) - Math.log(2) - 1
    ];
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
});

describe("bound on lattice", () => {
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
});

describe("refine bound", () => {
  const {logLikelihood, posterior} = linearModel([0.4, -0.8], [100, 40, 60]);
  const lattice = latticeOver([-4.6, 4.6, -4.6, 4.6], 128);
  const plane = {lattice, values: logLikelihood(latticePoints(lattice))};

  /** Returns the terms for a q, and how many points each of them took. */
  function refined(q: {mu: number[]; logVar: number[]}) {
    const points: number[] = [];
    let decoded = 0;
    const counted = (z: Float32Array<ArrayBuffer>) => {
      decoded += z.length / 2;
      return logLikelihood(z);
    };
    const bounds = [];
    for (const terms of refineBound(plane, counted, q, posterior)) {
      bounds.push(terms);
      points.push(decoded);
    }
    return {bounds, points};
  }

  it("refineBound(…) answers at once, and ends when equation (1) holds to 0.005 nats", () => {
    const {bounds, points} = refined({mu: [0.41, -0.8], logVar: [-4.4, -4]});
    assert.ok(points[0] <= 256, `${points[0]} points`);
    assert.ok(points.at(-1)! <= 1300, `${points.at(-1)} points`);
    assert.ok(Math.abs(bounds.at(-1)!.residual) < 0.005);
  });

  it("refineBound(…) takes the plane first for a broad q, and goes on from there", () => {
    const {bounds, points} = refined({mu: [0, 0], logVar: [0, 0]});
    assert.equal(points[0], 0);
    assert.ok(Math.abs(bounds[0].residual) < 0.1);
    assert.ok(points.at(-1)! > 8192, `${points.at(-1)} points`);
    assert.ok(Math.abs(bounds.at(-1)!.residual) < 0.005);
  });

  it("refineBound(…) never computes more than 64 images between two answers, after the first", () => {
    const {points} = refined({mu: [0, 0], logVar: [-1, -0.5]});
    points.slice(1).forEach((count, i) => assert.ok(count - points[i] <= 64));
  });
});
