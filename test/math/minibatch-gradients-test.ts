import assert from "node:assert/strict";
import {it} from "node:test";
import {
  measuredVariance,
  minibatchGradients,
  splitVariance,
  varianceParts
} from "../../src/math/minibatch-gradients.js";
import {randomSource} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

// Two images, two draws each, of one number: means 1 and 5, draws one away from the first and two
// from the second.
const pool = {images: 2, draws: 2, size: 1, values: [0, 2, 3, 7]};

it("varianceParts(pool) splits the variance of all draws between the images and their noise", () => {
  const {images, noise} = varianceParts(pool);
  assertInDelta([images, noise], [4, (1 + 4) / 2]);
  // All four about their mean, 3.
  assertInDelta([images + noise], [(9 + 1 + 0 + 16) / 4]);
});

it("varianceParts(pool) adds up the numbers of a gradient", () => {
  const both = {...pool, size: 2, values: pool.values.flatMap((value) => [value, 10 * value])};
  const {images, noise} = varianceParts(both);
  assertInDelta([images, noise], [101 * 4, 101 * 2.5]);
});

it("splitVariance(parts, split) is (V_x + V_ε / L) / M, least at L = 1 for a given M L", () => {
  const parts = {images: 4, noise: 2.5};
  assertInDelta([splitVariance(parts, {images: 5, samples: 20}).total], [(4 + 2.5 / 20) / 5]);
  const totals = [1, 2, 4, 5, 10, 20, 25, 50, 100].map((samples) => {
    const {noise, total} = splitVariance(parts, {images: 100 / samples, samples});
    assertInDelta([noise], [2.5 / 100]);
    return total;
  });
  assert.deepEqual(
    totals,
    totals.toSorted((a, b) => a - b)
  );
});

it("minibatches vary as the closed form says, about the mean of the pool", () => {
  const parts = varianceParts(pool);
  for (const split of [
    {images: 1, samples: 6},
    {images: 3, samples: 2},
    {images: 6, samples: 1}
  ]) {
    const count = 20_000;
    const gradients = minibatchGradients(pool, split, {count, source: randomSource(3)});
    const expected = splitVariance(parts, split).total;
    const mean = gradients.reduce((sum, value) => sum + value, 0) / count;
    assertInDelta([mean], [3], 4 * Math.sqrt(expected / count));
    assert.ok(Math.abs(measuredVariance(gradients, 1) / expected - 1) < 0.05);
  }
});
