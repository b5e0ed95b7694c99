import assert from "node:assert/strict";
import {it} from "node:test";
import {logJoint, massLevels, posteriorShape} from "../../src/math/posterior.js";
import {assertInDelta} from "../assert-in-delta.js";
import {isotropicEvidence, linearModel} from "./linear-model.js";

it("logJoint(logLikelihood, z) adds the log density of the prior", () => {
  const joint = logJoint(Float64Array.of(-3, -5), Float32Array.of(0, 0, 1, 2));
  assertInDelta(joint, [-3 - Math.log(2 * Math.PI), -7.5 - Math.log(2 * Math.PI)]);
});

for (const sigma of [0.02, 0.1, 0.5]) {
  it(`posteriorOf(…) has the log p(x) of a linear model of σ = ${sigma}`, () => {
    const precision = 1 / sigma ** 2;
    const {posterior} = linearModel([0.7, -1.2], [precision, 0, precision]);
    const expected = isotropicEvidence([0.7, -1.2], precision);
    assertInDelta([posterior.logEvidence], [expected], 1e-4);
    assert.ok(posterior.error < 0.02);
  });
}

it("posteriorShape(posterior) has the moments of a normal posterior, and one mode", () => {
  const {posterior} = linearModel([1, 0.5], [200, 120, 150]);
  // The precision I + P = [[201, 120], [120, 151]] has the determinant 15,951.
  const determinant = 201 * 151 - 120 ** 2;
  const {mean, deviations, correlation, secondMode} = posteriorShape(posterior);
  const expected = [Math.sqrt(151 / determinant), Math.sqrt(201 / determinant)];
  assertInDelta(deviations, expected, 1e-4);
  assertInDelta([correlation], [-120 / Math.sqrt(201 * 151)], 1e-3);
  // (I + P) · mean = P · a
  const [right0, right1] = [200 + 60, 120 + 75];
  const solved = [
    (151 * right0 - 120 * right1) / determinant,
    (201 * right1 - 120 * right0) / determinant
  ];
  assertInDelta(mean, solved, 1e-4);
  assert.equal(secondMode, 0);
});

it("massLevels(posterior, shares) are those of a normal density: the share of the peak that is left", () => {
  const {posterior} = linearModel([0, 0], [399, 0, 399]);
  const peak = posterior.logEvidence + Math.log(400 / (2 * Math.PI));
  const expected = [0.5, 0.95].map((share) => peak + Math.log(1 - share));
  assertInDelta(massLevels(posterior, [0.5, 0.95]), expected, 0.05);
});
