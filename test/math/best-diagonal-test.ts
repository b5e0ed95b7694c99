import assert from "node:assert/strict";
import {it} from "node:test";
import {bestDiagonal, improveDiagonal, startAtMode} from "../../src/math/best-diagonal.js";
import {standardNormal} from "../../src/math/diagonal-gaussian.js";
import type {LogLikelihood} from "../../src/math/posterior.js";
import {assertInDelta} from "../assert-in-delta.js";
import {linearModel} from "./linear-model.js";

const model = linearModel([0.4, -0.8], [100, 40, 60]);

it("improveDiagonal(…) finds the best q of a normal posterior: its mean, and the diagonal of its precision", () => {
  const fits = [...improveDiagonal(model.logLikelihood, standardNormal(2))];
  const {q} = fits.at(-1)!;
  // (I + P) μ = P a, with P a = (40 − 32, 16 − 48).
  const determinant = 101 * 61 - 40 ** 2;
  const mean = [(61 * 8 + 40 * 32) / determinant, (-101 * 32 - 40 * 8) / determinant];
  assertInDelta(q.mu, mean, 1e-3);
  assertInDelta(q.logVar, [-Math.log(101), -Math.log(61)], 1e-3);
});

it("improveDiagonal(…) yields greater and greater bounds, the first that of the start", () => {
  const start = {mu: [-2, 1], logVar: [-1, -5]};
  const fits = [...improveDiagonal(model.logLikelihood, start)];
  assert.deepEqual(fits[0].q, start);
  for (let i = 1; i < fits.length; ++i) assert.ok(fits[i].elbo > fits[i - 1].elbo);
});

it("improveDiagonal(…) goes on where log p(x|z) bends the wrong way", () => {
  // Far from its peak, this one is flat like 1/z²: its curvature is positive.
  const logLikelihood: LogLikelihood = (z) =>
    Float64Array.from({length: z.length / 2}, (_, i) => {
      const squares = (z[2 * i] - 1) ** 2 + z[2 * i + 1] ** 2;
      return 50 / (1 + 10 * squares);
    });
  const fits = [...improveDiagonal(logLikelihood, {mu: [0, 0.4], logVar: [-5, -5]})];
  assertInDelta(fits.at(-1)!.q.mu, [1, 0], 0.02);
});

it("bestDiagonal(…) takes the better of two maxima, and never one that is worse than a start", () => {
  // Two hills; the one at the right is higher by 2 nats.
  const logLikelihood: LogLikelihood = (z) =>
    Float64Array.from({length: z.length / 2}, (_, i) => {
      const [z0, z1] = [z[2 * i], z[2 * i + 1]];
      const hill = (at: number) => Math.exp(-100 * ((z0 - at) ** 2 + z1 ** 2));
      return Math.log(hill(-1) + Math.exp(2) * hill(1) + 1e-30);
    });
  const starts = [-1, 1].map((at) => ({mu: [at, 0], logVar: [-4, -4]}));
  const fits = [...bestDiagonal(logLikelihood, starts)];
  assertInDelta(fits.at(-1)!.q.mu, [200 / 201, 0], 0.01);
  for (let i = 1; i < fits.length; ++i) assert.ok(fits[i].elbo > fits[i - 1].elbo);
});

it("startAtMode(posterior) is a round q at the peak, with the entropy of the posterior", () => {
  const {mu, logVar} = startAtMode(linearModel([0.4, -0.8], [99, 0, 399]).posterior);
  assertInDelta(mu, [0.396, -0.798], 0.01);
  assertInDelta(logVar, [-Math.log(200), -Math.log(200)], 0.01);
});
