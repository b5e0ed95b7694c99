import assert from "node:assert/strict";
import {it} from "node:test";
import {openUniforms, permutation, randomSource, standardNormals} from "../../src/vae/random.js";

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
  assert.throws(() => randomSource(0.5), {name: "RangeError", message: "invalid seed: 0.5"});
  assert.throws(() => randomSource(NaN), {message: "invalid seed: NaN"});
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
