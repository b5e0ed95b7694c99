import assert from "node:assert/strict";
import {it} from "node:test";
import {sampleMoments} from "../../src/math/moments.js";
import {openUniforms, randomSource, standardNormals} from "../../src/math/random.js";
import {
  forwardFit,
  forwardKl,
  hillsDraws,
  hillsLogDensity,
  reverseFit,
  reverseKl,
  reverseOptima
} from "../../src/math/two-hills.js";
import {assertInDelta} from "../assert-in-delta.js";

const hills = (weight: number, distance: number) => ({weight, distance, spread: 0.5});

/** Values of an independent program: weight, distance; mean, σ, KL(p‖q) and KL(q‖p) of the fit. */
const forwardTable = [
  [0.5, 2, 0, 2.062, 0.724, 2.098],
  [0.7, 2, -0.8, 1.9, 0.724, 2.096],
  [0.5, 1, 0, 1.118, 0.172, 0.248],
  [0.5, 3, 0, 3.041, 1.112, 5.76]
] as const;

for (const [weight, distance, mu, sigma, forward, reverse] of forwardTable) {
  it(`forwardFit(p) covers both hills, at weight ${weight} and distance ${distance}`, () => {
    const p = hills(weight, distance);
    const q = forwardFit(p);
    assertInDelta([q.mu, q.sigma], [mu, sigma], 0.001);
    assertInDelta([forwardKl(q, p)], [forward], 0.001);
    assertInDelta([reverseKl(q, p)], [reverse], 0.005);
  });
}

it("forwardFit(p) has the least KL(p‖q) of all that are near", () => {
  const p = hills(0.7, 1.3);
  const q = forwardFit(p);
  const least = forwardKl(q, p);
  for (const [mu, sigma] of [
    [0.02, 1],
    [-0.02, 1],
    [0, 1.02],
    [0, 0.98]
  ]) {
    assert.ok(forwardKl({mu: q.mu + mu!, sigma: q.sigma * sigma!}, p) > least);
  }
});

it("reverseOptima(p) are the two hills and a poor third, where the hills are far apart", () => {
  const optima = reverseOptima(hills(0.5, 2));
  assertInDelta(
    optima.map(({kl}) => kl),
    [Math.LN2, Math.LN2, 1.871],
    0.001
  );
  assertInDelta(
    optima.map(({mu}) => Math.abs(mu)),
    [2, 2, 0],
    0.002
  );
  assertInDelta(
    optima.map(({sigma}) => sigma),
    [0.5, 0.5, 1.736],
    0.001
  );
});

it("reverseOptima(p) of hills that are well apart cost log(1/weight)", () => {
  for (const weight of [0.5, 0.7, 0.9]) {
    const [first, second] = reverseOptima(hills(weight, 3));
    assertInDelta([first!.kl, second!.kl], [-Math.log(weight), -Math.log(1 - weight)], 1e-4);
    assertInDelta([first!.mu * second!.mu, first!.sigma, second!.sigma], [-9, 0.5, 0.5], 1e-3);
  }
  assertInDelta(
    reverseOptima(hills(0.7, 2)).map(({kl}) => kl),
    [0.357, 1.204],
    0.001
  );
});

it("reverseOptima(p) is one in the middle, where the hills are near", () => {
  for (const [distance, kl, sigma] of [
    [1, 0.2265, 1.024],
    [0.6, 0.0273, 0.76]
  ] as const) {
    const optima = reverseOptima(hills(0.5, distance));
    assert.equal(optima.length, 1);
    assertInDelta([optima[0]!.kl, optima[0]!.mu, optima[0]!.sigma], [kl, 0, sigma], 0.001);
  }
});

it("reverseOptima(p) has its best in the middle of two separate hills at distance 1.25", () => {
  const p = hills(0.5, 1.25);
  const valley = hillsLogDensity(p, 0).value;
  assert.ok(valley < hillsLogDensity(p, 1.25).value - 2, "there are two hills");
  const [best, second] = reverseOptima(p);
  assertInDelta([best!.mu, best!.kl], [0, 0.481], 0.001);
  assert.ok(best!.kl < second!.kl && Math.abs(second!.mu) > 1);
});

it("reverseFit(p, q) ends at the hill that is nearer to q, be it the smaller one", () => {
  const p = hills(0.7, 2);
  assertInDelta([reverseFit(p, {mu: 3, sigma: 0.5}).mu], [2], 0.01);
  assertInDelta([reverseFit(p, {mu: -3, sigma: 0.5}).mu], [-2], 0.01);
});

it("reverseKl(q, p) and forwardKl(q, p) of one hill are the closed form of two Gaussians", () => {
  const [q, p] = [{mu: 0.7, sigma: 0.8}, hills(0.3, 0)];
  const closed = (a: typeof q, b: typeof q) =>
    Math.log(b.sigma / a.sigma) + (a.sigma ** 2 + (a.mu - b.mu) ** 2) / (2 * b.sigma ** 2) - 0.5;
  const hill = {mu: 0, sigma: 0.5};
  assertInDelta([reverseKl(q, p), forwardKl(q, p)], [closed(q, hill), closed(hill, q)], 1e-5);
});

it("hillsDraws(p, uniforms, epsilon) have the moments of p", () => {
  const p = hills(0.7, 2);
  const source = randomSource(4);
  const draws = hillsDraws(p, openUniforms(source, 20_000), standardNormals(source, 20_000));
  const {mean, variance} = sampleMoments(draws);
  const fit = forwardFit(p);
  assertInDelta([mean, Math.sqrt(variance)], [fit.mu, fit.sigma], 0.04);
});
