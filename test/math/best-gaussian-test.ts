import assert from "node:assert/strict";
import {it} from "node:test";
import {bestDiagonal, startAtMode} from "../../src/math/best-diagonal.js";
import {bestFullGaussian, improveGaussian} from "../../src/math/best-gaussian.js";
import {standardNormal} from "../../src/math/diagonal-gaussian.js";
import type {LogLikelihood} from "../../src/math/posterior.js";
import {assertInDelta} from "../assert-in-delta.js";
import {linearModel} from "./linear-model.js";

const model = linearModel([0.4, -0.8], [100, 40, 60]);

it("improveGaussian(…) finds a normal posterior itself: its mean, its covariance, and no gap", () => {
  const fits = [...improveGaussian(model.logLikelihood, standardNormal(2))];
  const {q, elbo} = fits.at(-1)!;
  // The covariance is the inverse of I + P, and (I + P) μ = P a, with P a = (40 − 32, 16 − 48).
  const determinant = 101 * 61 - 40 ** 2;
  const mean = [(61 * 8 + 40 * 32) / determinant, (-101 * 32 - 40 * 8) / determinant];
  assertInDelta(q.mu, mean, 1e-3);
  assertInDelta(q.logVar, [Math.log(61 / determinant), Math.log(101 / determinant)], 1e-3);
  assertInDelta([q.correlation!], [-40 / Math.sqrt(61 * 101)], 1e-3);
  assertInDelta([elbo], [model.posterior.logEvidence], 0.01);
});

it("improveGaussian(…) yields greater and greater bounds, the first that of the start", () => {
  const start = {mu: [-2, 1], logVar: [-1, -5], correlation: 0.9};
  const fits = [...improveGaussian(model.logLikelihood, start)];
  assert.deepEqual(fits[0].q, start);
  for (let i = 1; i < fits.length; ++i) assert.ok(fits[i].elbo > fits[i - 1].elbo);
});

it("improveGaussian(…) goes on where log p(x|z) bends the wrong way", () => {
  // Far from its peak, this one is flat like 1/z²: its curvature is positive.
  const logLikelihood: LogLikelihood = (z) =>
    Float64Array.from({length: z.length / 2}, (_, i) => {
      const squares = (z[2 * i] - 1) ** 2 + z[2 * i + 1] ** 2;
      return 50 / (1 + 10 * squares);
    });
  const start = {mu: [0, 0.4], logVar: [-5, -5], correlation: 0.5};
  const {q} = [...improveGaussian(logLikelihood, start)].at(-1)!;
  assertInDelta(q.mu, [1, 0], 0.02);
  assertInDelta([q.correlation!], [0], 0.02);
});

it("bestFullGaussian(…) is no worse than the best diagonal q that it begins with, on a bent hill", () => {
  // A ridge along z₂ = z₁², which no Gaussian follows.
  const logLikelihood: LogLikelihood = (z) =>
    Float64Array.from({length: z.length / 2}, (_, i) => {
      const [z0, z1] = [z[2 * i], z[2 * i + 1]];
      return -20 * (z1 - z0 * z0) ** 2 - 2 * (z0 - 0.7) ** 2;
    });
  const diagonal = [...bestDiagonal(logLikelihood, [standardNormal(2)])].at(-1)!;
  const full = [...bestFullGaussian(logLikelihood, [diagonal.q, startAtMode(model.posterior)])];
  assert.ok(full.at(-1)!.elbo > diagonal.elbo + 0.1);
  assert.ok(full.at(-1)!.q.correlation! > 0.5);
});
