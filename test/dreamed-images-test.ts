import assert from "node:assert/strict";
import {it} from "node:test";
import {dreamedImages} from "../src/dreamed-images.js";
import {assertInDelta} from "./assert-in-delta.js";

/** A decoder of one latent whose one pixel tells z, within [0, 255]. */
const decoder = {
  engine: "plain",
  width: 1,
  height: 1,
  decode: async (z: Float32Array) => Uint8ClampedArray.from(z)
};
const count = 200;
const mu = Float32Array.from({length: count}, (_, i) => i + 20);
const labels = Uint8Array.from({length: count}, (_, i) => i);
const certain = {count, latentSize: 1, mu, labels, logVar: new Float32Array(count).fill(-40)};

it("dreamedImages(decoder, codes) decodes each code once, in a random order", async () => {
  const {train, heldOut} = await dreamedImages(decoder, certain, {seed: 1, heldOut: 20});
  assert.deepEqual([train.count, heldOut.count], [180, 20]);
  const all = [...train.pixels, ...heldOut.pixels];
  assert.notDeepEqual(all, Array.from(mu));
  assert.deepEqual(
    all.toSorted((a, b) => a - b),
    Array.from(mu)
  );
});

it("dreamedImages(decoder, codes) labels the images to measure with", async () => {
  const {heldOut, labels: theirs} = await dreamedImages(decoder, certain, {seed: 1, heldOut: 20});
  assert.deepEqual(
    Array.from(theirs!),
    Array.from(heldOut.pixels, (pixel) => pixel - 20)
  );
});

it("dreamedImages(decoder, codes) draws z from each q(z|x)", async () => {
  const many = 20_000;
  const wide = {
    count: many,
    latentSize: 1,
    mu: new Float32Array(many).fill(100),
    logVar: new Float32Array(many).fill(2 * Math.log(10)),
    labels: new Uint8Array(many)
  };
  const kernel = {...decoder, engine: "kernel"};
  const {train} = await dreamedImages(kernel, wide, {seed: 3, heldOut: 0});
  const z = Float64Array.from(train.pixels);
  const mean = z.reduce((sum, each) => sum + each, 0) / many;
  const variance = z.reduce((sum, each) => sum + (each - mean) ** 2, 0) / many;
  // Standard errors: 0.07 and 0.05; rounding to 8 bits adds 1/12 to the variance.
  assertInDelta([mean, Math.sqrt(variance)], [100, 10], 0.3);
});

it("dreamedImages(decoder, codes, {seed}) is the same for the same seed alone", async () => {
  const [a, b, c] = await Promise.all(
    [1, 1, 2].map((seed) => dreamedImages(decoder, certain, {seed, heldOut: 20}))
  );
  assert.deepEqual(a, b);
  assert.notDeepEqual(a, c);
});
