import assert from "node:assert/strict";
import {before, it} from "node:test";
import type {GradientCase} from "../../../src/figures/gradients/cases.js";
import {imageCase} from "../../../src/figures/gradients/cases.js";
import {floatLayer} from "../../../src/math/float-layers.js";
import {
  drawsOf,
  imageTarget,
  pathwiseGradients,
  scoreGradients
} from "../../../src/math/gradients.js";
import {sampleMoments} from "../../../src/math/moments.js";
import {recordedDecodings, shippedModel} from "../../../tools/models/shipped-model.js";
import {assertInDelta} from "../../assert-in-delta.js";

const index = 7;
const parameter = {of: "mu", latent: 0} as const;
let digit: GradientCase;

before(async () => {
  const model = await shippedModel("mnist-2d", {engine: "plain"});
  const {mu, logVar} = model.codes;
  const x = Float32Array.from(recordedDecodings(model, [index]), (ink) => ink / 255);
  const target = imageTarget(model.layers.map(floatLayer), x);
  const start = {
    mu: Array.from(mu.subarray(2 * index, 2 * index + 2)),
    sigma: Array.from(logVar.subarray(2 * index, 2 * index + 2), (value) => Math.exp(value / 2))
  };
  digit = await imageCase(start, async (q, epsilon) => drawsOf(target, q, epsilon));
});

it("both estimators of a shipped digit have the mean and the variance of the quadrature", async () => {
  const n = 2000;
  const q = digit.start;
  const {meanF, of} = await digit.expect(q, new AbortController().signal);
  const draws = await digit.draw(q, {seed: 3, start: 0, count: n});
  for (const constant of [0, -meanF]) {
    const expected = of(parameter, constant);
    const measured = {
      pathwise: pathwiseGradients(draws, parameter),
      score: scoreGradients(draws, parameter, constant)
    };
    for (const name of ["pathwise", "score"] as const) {
      const {mean, variance} = expected[name];
      const {mean: found, variance: spread} = sampleMoments(measured[name]);
      assertInDelta([found], [mean], 4 * Math.sqrt(variance / n));
      // The squared distances have long tails, so their own spread says how far off they may be.
      const squares = sampleMoments(measured[name].map((value) => (value - mean) ** 2));
      assertInDelta([spread], [variance], 4 * Math.sqrt(squares.variance / n));
    }
  }
});

it("without a baseline the score function of a shipped digit varies hundreds of times more", async () => {
  const {meanF, of} = await digit.expect(digit.start, new AbortController().signal);
  const ratio = (constant: number) => {
    const {score, pathwise} = of(parameter, constant);
    return score.variance / pathwise.variance;
  };
  assert.ok(ratio(0) > 500, `ratio ${ratio(0)}`);
  assert.ok(ratio(-meanF) > 1.5 && ratio(-meanF) < 60, `ratio with a baseline ${ratio(-meanF)}`);
});

it("imageCase(…) draws f along the first latent about the encoder’s mean", () => {
  const {curve, zDomain} = digit.stage;
  assertInDelta([curve.z[0], curve.z[120]], zDomain, 1e-12);
  assertInDelta([curve.z[60]], [digit.start.mu[0]], 1e-9);
  // The image is what the decoder makes of the mean, so f is highest near it.
  assert.ok(Math.max(...curve.f) - curve.f[60] < 1);
});

it("a case that is no longer wanted leaves its expectations pending", async () => {
  const abort = new AbortController();
  abort.abort();
  const pending = Symbol();
  const first = await Promise.race([digit.expect(digit.start, abort.signal), pending]);
  assert.equal(first, pending);
});
