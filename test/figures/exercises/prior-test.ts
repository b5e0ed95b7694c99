import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {
  checkPrior,
  gaussianLogPrior,
  priorBounds,
  priorDraws
} from "../../../src/figures/exercises/prior.js";
import {diagonalKlToPrior} from "../../../src/math/diagonal-gaussian.js";
import {sampleMoments} from "../../../src/math/moments.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {assertRight, assertWrong} from "./verdicts.js";

describe("prior", () => {
  type Z = number[];
  const LOG_2_PI = Math.log(2 * Math.PI);
  const normal = (z1: number, z2: number, sigma = 1) =>
    -(z1 ** 2 + z2 ** 2) / (2 * sigma ** 2) - LOG_2_PI - 2 * Math.log(sigma);
  const mixture = ([z1, z2]: Z) =>
    Math.log((Math.exp(normal(z1! - 1.5, z2!)) + Math.exp(normal(z1! + 1.5, z2!))) / 2);

  it("checkPrior(logPrior) takes normalized densities, narrow or with heavy tails", () => {
    // A logarithm of 0 far out is what exp rounds to; the plane near the origin is finite.
    assertRight(checkPrior(mixture));
    assertRight(checkPrior(([a, b]: Z) => -Math.abs(a!) - Math.abs(b!) - 2 * Math.LN2)); // Laplace
    assertRight(
      checkPrior(
        ([a, b]: Z) => -Math.log(1 + a! ** 2) - Math.log(1 + b! ** 2) - 2 * Math.log(Math.PI)
      )
    ); // Cauchy
    assertRight(checkPrior(([a, b]: Z) => normal(a! - 0.3, b! + 0.2, 0.15)));
    assertRight(checkPrior(([a, b]: Z) => normal(a! - 2, b!, 3)));
  });

  it("checkPrior(logPrior) says what an integral other than 1 may come from", () => {
    const wrong: [(z: Z) => number, RegExp][] = [
      [([a, b]) => -(a! ** 2 + b! ** 2) / 2, /is 6\.28, expected 1\. That is 2π: .* −log 2π/],
      [([a, b]) => -(a! ** 2 + b! ** 2) / 2 - LOG_2_PI / 2, /is 2\.51, expected 1\. That is √2π/],
      [(z) => mixture(z) + Math.LN2, /is 2, expected 1\. That is 2: a mixture’s weights/],
      [(z) => mixture(z) - Math.LN2, /is 0\.5, expected 1\. That is one half/],
      [([a, b]) => -Math.abs(a!) - Math.abs(b!), /is 4, expected 1\. That is 4/],
      [(z) => mixture(z) + Math.log(1.3), /is 1\.3, expected 1\. Subtract its logarithm, 0\.262/],
      [(z) => Math.exp(mixture(z)), /^This is a density, p\(z\): its integral is 1/],
      [([a]) => -(a! ** 2) / 2 - LOG_2_PI / 2, /does not depend on the second latent/],
      [([, b]) => -Math.abs(b!), /does not depend on the first latent/],
      [([a, b]) => (a! ** 2 + b! ** 2) / 2, /is Infinity, expected 1\. It does not fall off/]
    ];
    for (const [logPrior, says] of wrong) assertWrong(checkPrior(logPrior), says);
  });

  it("checkPrior(logPrior) asks for another prior than N(0, I)", () => {
    assertWrong(checkPrior(gaussianLogPrior), /it is N\(0, I\), the prior that was there before/);
  });

  it("checkPrior(logPrior) tells what is not finite, no number, random, or fails", () => {
    const wrong: [unknown, RegExp][] = [
      [undefined, /^logPrior is nothing .* no function\.$/],
      [() => {}, /^At z = \(0, 0\), logPrior gives nothing/],
      [([a]: Z) => Math.log(a!), /^At z = \(0, 0\), logPrior gives −Infinity\.$/],
      [([a]: Z) => Math.log(a! + 1), /^At z = \(−2, 0\.5\), logPrior gives NaN\.$/],
      [(z: Z) => z, /gives a list of 2, expected one number/],
      [(z: Z) => gaussianLogPrior(z) + 1e-3 * Math.random(), /nothing may be random/],
      [
        (z: Z) => {
          if (Math.abs(z[0]!) > 50) throw new Error("too far");
          return mixture(z);
        },
        /^Far from the origin logPrior throws “too far”\.$/
      ],
      [
        (z: Z) => (Math.abs(z[0]!) > 50 ? NaN : mixture(z)),
        /^Far from the origin logPrior is not a number\.$/
      ]
    ];
    for (const [answer, says] of wrong) assertWrong(checkPrior(answer), says);
    assert.ok(Math.abs(gaussianLogPrior([0, 0]) + LOG_2_PI) < 1e-12);
  });
});

describe("prior draws", () => {
  /** N((1, −2), diag(0.25, 4)). */
  const shifted = (z: ArrayLike<number>) =>
    -2 * (z[0]! - 1) ** 2 - (z[1]! + 2) ** 2 / 8 - Math.log(2 * Math.PI);

  it("priorDraws(logPrior, count) draws by the density, the same ones for the same seed", () => {
    const z = priorDraws(shifted, 2000, 4);
    const axis = (j: number) => sampleMoments(z.filter((_, i) => i % 2 === j));
    assertInDelta([axis(0).mean, axis(1).mean], [1, -2], 0.15);
    assertInDelta([axis(0).variance, axis(1).variance], [0.25, 4], 0.3);
    assert.deepEqual(priorDraws(shifted, 2000, 4), z);
    assert.notDeepEqual(priorDraws(shifted, 2000, 5), z);
  });

  it("priorDraws(logPrior, count) refuses what has no finite integral", () => {
    assert.throws(() => priorDraws(() => Infinity, 1), /invalid prior: integral Infinity/);
  });

  it("priorBounds(…) adds E[log p(z)] of the other prior less that of N(0, I)", () => {
    const q = {mu: [0.5, -1], logVar: [-1, -2]};
    const flat = (z: Float32Array) => new Float64Array(z.length / 2).fill(-7);
    const {gaussian, yours, standardError} = priorBounds(flat, q, shifted);
    // The bound of a flat likelihood is −7 − KL; by sampling, within some standard errors.
    assertInDelta([gaussian], [-7 - diagonalKlToPrior(q)], 0.1);
    // E[−2 (z₁ − 1)² − (z₂ + 2)²/8 + (z₁² + z₂²)/2] under q, by its two moments.
    const [v1, v2] = q.logVar.map(Math.exp);
    const expected = -2 * (0.25 + v1!) - (1 + v2!) / 8 + (0.25 + v1! + 1 + v2!) / 2;
    assert.ok(standardError > 0 && standardError < 0.1, `${standardError}`);
    assertInDelta([yours - gaussian], [expected], 4 * standardError);
    assert.equal(priorBounds(flat, q, gaussianLogPrior).standardError, 0);
  });
});
