import {it} from "node:test";
import {normalGrid} from "../../src/vae/normal-grid.js";
import {assertInDelta} from "../assert-in-delta.js";

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
