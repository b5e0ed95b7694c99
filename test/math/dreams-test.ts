import assert from "node:assert/strict";
import {it} from "node:test";
import {dreamPixels, dreams, keyedUniforms} from "../../src/math/dreams.js";
import {sampleMoments} from "../../src/math/moments.js";
import {assertInDelta} from "../assert-in-delta.js";

it("keyedUniforms(keys, n) has the moments of a uniform number, and other numbers for other keys", () => {
  const n = 20_000;
  const [a, b] = [keyedUniforms([1, 2], n), keyedUniforms([1, 3], n)];
  for (const uniforms of [a, b]) {
    const {mean, variance} = sampleMoments(uniforms);
    assertInDelta([mean, variance], [1 / 2, 1 / 12], 0.008);
    assert.ok(uniforms.every((u) => u >= 0 && u < 1));
  }
  const {mean: product} = sampleMoments(a.map((u, i) => (u - 0.5) * (b[i] - 0.5)));
  const {mean: neighbours} = sampleMoments(a.map((u, i) => (u - 0.5) * (a[(i + 1) % n] - 0.5)));
  assertInDelta([product, neighbours], [0, 0], 0.003);
});

it("dreams(plan)(step) depends on the seed and the step alone", () => {
  const plan = {seed: 3, batchSize: 4, latentSize: 2};
  assert.deepEqual(dreams(plan)(7), dreams(plan)(7));
  assert.notDeepEqual(dreams(plan)(7), dreams(plan)(8));
  assert.notDeepEqual(dreams(plan)(7), dreams({...plan, seed: 4})(7));
});

it("dreamPixels(logits, keys, kind) draws each pixel with its probability, or is the probability", () => {
  const logits = new Float32Array(3000).fill(Math.log(1 / 3));
  const keys = Int32Array.of(1, 2, 3, 4, 5, 6);
  assertInDelta(dreamPixels(logits, keys, "mean"), new Float32Array(3000).fill(0.25), 1e-6);
  const drawn = dreamPixels(logits, keys, "draw");
  assert.ok(drawn.every((x) => x === 0 || x === 1));
  assertInDelta([sampleMoments(drawn).mean], [0.25], 0.025);
});
