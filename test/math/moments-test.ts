import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {normalGrid, sampleMoments, weightedMoments} from "../../src/math/moments.js";
import {assertInDelta} from "../assert-in-delta.js";

describe("moments", () => {
  it("sampleMoments(values) divides the squared distances by n − 1", () => {
    const {mean, variance} = sampleMoments([1, 2, 3, 6]);
    assertInDelta([mean, variance], [3, 14 / 3]);
  });

  it("sampleMoments(values) keeps the digits of a small spread about a large mean", () => {
    const {variance} = sampleMoments([1e9, 1e9 + 1, 1e9 + 2]);
    assertInDelta([variance], [1]);
  });

  it("sampleMoments(values) is NaN where there is too little", () => {
    assert.ok(Number.isNaN(sampleMoments([]).mean));
    assert.ok(Number.isNaN(sampleMoments([4]).variance));
    assert.equal(sampleMoments([4]).mean, 4);
  });

  it("weightedMoments(values, weight) is the mean and the variance of a distribution", () => {
    const {mean, variance} = weightedMoments([0, 10], (i) => [0.8, 0.2][i]);
    assertInDelta([mean, variance], [2, 16]);
  });
});

describe("normal grid", () => {
  it("normalGrid(1, nodes) gives the moments of N(0, 1)", () => {
    const {epsilon, weights} = normalGrid(1, 41);
    const moments = [0, 1, 2, 3, 4].map((k) =>
      epsilon.reduce((sum, e, i) => sum + weights[i] * e ** k, 0)
    );
    assertInDelta(moments, [1, 0, 1, 0, 3], 1e-4);
  });

  it("normalGrid(2, nodes) is a product: E[ε₁² ε₂⁴] = 3 and E[cos ε₁ cos ε₂] = 1/e", () => {
    const {epsilon, weights} = normalGrid(2, 31);
    let [product, cosine] = [0, 0];
    weights.forEach((weight, i) => {
      const [a, b] = [epsilon[2 * i], epsilon[2 * i + 1]];
      product += weight * a ** 2 * b ** 4;
      cosine += weight * Math.cos(a) * Math.cos(b);
    });
    assertInDelta([product, cosine], [3, 1 / Math.E], 1e-4);
  });
});
