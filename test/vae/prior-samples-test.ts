import assert from "node:assert/strict";
import {it} from "node:test";
import {priorSamples} from "../../src/vae/prior-samples.js";

it("priorSamples(seed, count, latentSize) begins alike for every number of latents", () => {
  const [two, five] = [priorSamples(3, 4, 2), priorSamples(3, 4, 5)];
  for (let i = 0; i < 4; ++i) {
    assert.deepEqual(two.subarray(2 * i, 2 * i + 2), five.subarray(5 * i, 5 * i + 2));
  }
});

it("priorSamples(seed, count, latentSize) differ by seed, and have mean 0 and variance 1", () => {
  assert.notDeepEqual(priorSamples(1, 2, 2), priorSamples(2, 2, 2));
  const z = priorSamples(0, 2000, 5);
  const mean = z.reduce((sum, zi) => sum + zi) / z.length;
  const variance = z.reduce((sum, zi) => sum + zi * zi, 0) / z.length;
  assert.ok(Math.abs(mean) < 4 / Math.sqrt(z.length), `mean ${mean}`);
  assert.ok(Math.abs(variance - 1) < 4 * Math.sqrt(2 / z.length), `variance ${variance}`);
});
