import assert from "node:assert/strict";
import {it} from "node:test";
import {
  bowlDraws,
  bowlMean,
  bowlVariances,
  measuredVariances
} from "../../src/math/bowl-gradients.js";
import {pathwiseGradients, quadraticScore, scoreGradients} from "../../src/math/gradients.js";
import {normalGrid, weightedMoments} from "../../src/math/moments.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

const q = {mu: 1, sigma: 0.7};

it("bowlVariances(…) of one latent are those of the parabola", () => {
  for (const of of ["mu", "sigma"] as const) {
    const {score} = bowlVariances({...q, latents: 1}, of);
    const parabola = {height: 0, curvature: 1, peak: 0};
    assertInDelta([score], [quadraticScore(parabola, 1, 0.7, {of}).variance]);
  }
});

it("bowlVariances(…) of three latents are those of a quadrature over all of them", () => {
  const {epsilon, weights} = normalGrid(3, 31);
  const three = {...q, latents: 3};
  const draws = bowlDraws(three, epsilon, 3);
  const variance = (values: Float64Array) => weightedMoments(values, (i) => weights[i]).variance;
  for (const of of ["mu", "sigma"] as const) {
    const by = {of, latent: 0};
    const exact = bowlVariances(three, of);
    assertInDelta([variance(pathwiseGradients(draws, by)) / exact.pathwise], [1], 1e-3);
    assertInDelta([variance(scoreGradients(draws, by)) / exact.score], [1], 1e-3);
    const baseline = scoreGradients(draws, by, -bowlMean(three));
    assertInDelta([variance(baseline) / exact.baseline], [1], 1e-3);
  }
});

it("with each latent the score function’s variance grows, by 3/2 with a baseline; the pathwise one stays", () => {
  // At μ = σ = 1 one latent’s f has the variance μ²σ² + ½σ⁴ = 3/2, and 9/2 is the parabola’s own.
  for (const latents of [1, 2, 16, 64]) {
    const {pathwise, score, baseline} = bowlVariances({mu: 1, sigma: 1, latents}, "mu");
    assertInDelta([pathwise, baseline], [1, 3 + 1.5 * latents]);
    // A² + 6AC + 15C² + 2B² with A = ½ − D, B = −1, C = −½, and the noise of the others.
    const a = 0.5 - latents;
    assertInDelta([score], [a * a - 3 * a + 5.75 + 1.5 * (latents - 1)]);
  }
});

it("draws show the exact variances, and fewer latents take the first columns", () => {
  const noise = standardNormals(randomSource(1), 4000 * 64);
  for (const latents of [1, 8, 64]) {
    const of = {...q, latents};
    const draws = bowlDraws(of, noise, 64);
    assertInDelta(draws.epsilon.subarray(latents, 2 * latents), noise.subarray(64, 64 + latents));
    // With respect to σ the eighth power of ε counts, and as many draws say less.
    const measured = measuredVariances(draws, "mu", bowlMean(of));
    const exact = bowlVariances(of, "mu");
    for (const name of ["pathwise", "score", "baseline"] as const) {
      const ratio = measured[name] / exact[name];
      assert.ok(Math.abs(ratio - 1) < 0.25, `${latents} latents, ${name}: ${ratio}`);
    }
  }
});
