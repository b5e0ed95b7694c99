import assert from "node:assert/strict";
import {it} from "node:test";
import {pixelDraws} from "../../src/vae/pixel-draws.js";
import {randomSource} from "../../src/vae/random.js";

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
