import assert from "node:assert/strict";
import {it} from "node:test";
import {checkPrior, gaussianLogPrior} from "../../src/exercises/prior.js";
import {assertRight, assertWrong} from "./verdicts.js";

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
