import assert from "node:assert/strict";
import {it} from "node:test";
import {goldenPoints} from "../../src/math/quadrature.js";
import {assertInDelta} from "../assert-in-delta.js";

/** Returns E[h(ε)] for ε ~ N(0, I), as some points have it. */
function mean(
  {epsilon, weights}: ReturnType<typeof goldenPoints>,
  latentSize: number,
  h: (e: Float64Array) => number
): number {
  let [sum, total] = [0, 0];
  weights.forEach((weight, i) => {
    sum += weight * h(epsilon.subarray(i * latentSize, (i + 1) * latentSize));
    total += weight;
  });
  return sum / total;
}

it("goldenPoints(2, count) gives the moments of N(0, I), and E[cos ε₁ cos ε₂] = 1/e", () => {
  const points = goldenPoints(2, 2048);
  assertInDelta([mean(points, 2, ([a]) => a * a)], [1], 1e-4);
  assertInDelta([mean(points, 2, ([, b]) => b * b)], [1], 1e-4);
  assertInDelta([mean(points, 2, ([a, b]) => a * a * b ** 4)], [3], 0.005);
  assertInDelta([mean(points, 2, ([a, b]) => a * b)], [0], 1e-3);
  assertInDelta([mean(points, 2, ([a, b]) => Math.cos(a) * Math.cos(b))], [1 / Math.E], 1e-5);
});

it("goldenPoints(…) has kinks of any direction right: E|cos(t) ε₁ + sin(t) ε₂ − ½|", () => {
  // E|N(0, 1) − ½| = 2 φ(½) + ½ (2 Φ(½) − 1)
  const expected = 2 * 0.3520653267642995 + 0.5 * (2 * 0.6914624612740131 - 1);
  const points = goldenPoints(2, 2048);
  for (let t = 0; t < Math.PI; t += 0.1) {
    const [c, s] = [Math.cos(t), Math.sin(t)];
    assertInDelta([mean(points, 2, ([a, b]) => Math.abs(c * a + s * b - 0.5))], [expected], 1e-3);
  }
});

it("goldenPoints(latentSize, count) serves one latent and four", () => {
  assertInDelta([mean(goldenPoints(1, 500), 1, ([a]) => a ** 4)], [3], 0.002);
  const four = goldenPoints(4, 8192);
  assertInDelta([mean(four, 4, ([, , , d]) => d * d)], [1], 0.002);
});

it("goldenPoints(…, {start, end}) are a part of the points", () => {
  const whole = goldenPoints(2, 100, {offset: 0.25});
  const part = goldenPoints(2, 100, {start: 40, end: 70, offset: 0.25});
  assert.deepEqual(part.epsilon, whole.epsilon.slice(80, 140));
  assert.deepEqual(part.weights, whole.weights.slice(40, 70));
});
