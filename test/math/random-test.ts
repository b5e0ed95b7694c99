import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {
  openUniforms,
  permutation,
  pixelDraws,
  priorSamples,
  randomSource,
  standardNormals
} from "../../src/math/random.js";

describe("random", () => {
  const draws = (n: number, source: () => number) => Array.from({length: n}, source);
  const mean = (values: ArrayLike<number>) =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

  it("randomSource(seed) repeats with the seed, and seed 0 is a seed", () => {
    for (const seed of [0, 1, -5, 2 ** 40]) {
      assert.deepEqual(draws(9, randomSource(seed)), draws(9, randomSource(seed)));
    }
  });

  it("randomSource(seed, …stream) differs between seeds and between streams", () => {
    const keys = [[0], [1], [2 ** 32], [2 ** 33], [0, 0], [0, 1], [0, 0, 1], [1, 0]];
    const sources = keys.map(([seed, ...stream]) => randomSource(seed, ...stream));
    assert.equal(new Set(sources.map((source) => source())).size, sources.length);
  });

  it("randomSource(seed) is uniform: its mean, variance and serial correlation are", () => {
    const u = draws(200_000, randomSource(3));
    assert.ok(Math.min(...u.slice(0, 1e5)) >= 0 && Math.max(...u.slice(0, 1e5)) < 1);
    assert.ok(Math.abs(mean(u) - 1 / 2) < 0.003);
    assert.ok(Math.abs(mean(u.map((x) => (x - 0.5) ** 2)) - 1 / 12) < 0.001);
    assert.ok(Math.abs(mean(u.slice(1).map((x, i) => (x - 0.5) * (u[i] - 0.5)))) < 0.001);
  });

  it("randomSource(seed) throws for a seed that is no integer", () => {
    assert.throws(() => randomSource(0.5), {
      name: "RangeError",
      message: "invalid seed: 0.5, expected a whole number"
    });
    assert.throws(() => randomSource(NaN), {message: "invalid seed: NaN, expected a whole number"});
  });

  it("standardNormals(source, n) has the moments of N(0, 1)", () => {
    const e = standardNormals(randomSource(11), 200_000);
    assert.ok(Math.abs(mean(e)) < 0.01);
    assert.ok(Math.abs(mean(e.map((x) => x ** 2)) - 1) < 0.015);
    assert.ok(Math.abs(mean(e.map((x) => x ** 3))) < 0.04);
    assert.ok(Math.abs(mean(e.map((x) => x ** 4)) - 3) < 0.1);
  });

  it("openUniforms(source, n) are never 0 or 1, whatever the source gives", () => {
    const ends = [0, 1 - 2 ** -32];
    let next = 0;
    const uniforms = openUniforms(() => ends[next++]!, 2);
    assert.ok(uniforms.every((u) => u > 0 && u < 1));
    assert.ok(Math.abs(mean(openUniforms(randomSource(2), 100_000)) - 1 / 2) < 0.004);
  });

  it("permutation(source, n) holds each integer once", () => {
    const order = permutation(randomSource(5), 1000);
    assert.notDeepEqual(Array.from(order.slice(0, 5)), [0, 1, 2, 3, 4]);
    assert.deepEqual(
      [...order].toSorted((a, b) => a - b),
      Array.from({length: 1000}, (_, i) => i)
    );
  });

  it("permutation(source, 3) gives each of the six orders equally often", () => {
    const counts = new Map<string, number>();
    const source = randomSource(8);
    for (let i = 0; i < 6000; ++i) {
      const order = permutation(source, 3).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 6);
    for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 120, `${count}`);
  });
});

describe("prior samples", () => {
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
});

describe("pixel draws", () => {
  it("pixelDraws(logits, source) is 1 where a uniform number is below the mean, else 0", () => {
    const uniform = [0.7, 0.8, 0.49, 0.5][Symbol.iterator]();
    const draws = pixelDraws([Math.log(3), Math.log(3), 0, 0], () => uniform.next().value!);
    assert.deepEqual(Array.from(draws), [1, 0, 1, 0]);
  });

  it("pixelDraws(logits, source) has each pixel 1 as often as its mean says", () => {
    const count = 20_000;
    const draws = pixelDraws(new Float32Array(count).fill(Math.log(0.2 / 0.8)), randomSource(3));
    const share = draws.reduce((sum, pixel) => sum + pixel, 0) / count;
    assert.ok(Math.abs(share - 0.2) < 4 * Math.sqrt((0.2 * 0.8) / count), String(share));
  });

  it("pixelDraws(logits, source) repeats with the seed", () => {
    const logits = Float32Array.from({length: 784}, (_, i) => (i % 9) - 4);
    const draw = (seed: number) => pixelDraws(logits, randomSource(seed));
    assert.deepEqual(draw(5), draw(5));
    assert.notDeepEqual(draw(5), draw(6));
  });
});
