import assert from "node:assert/strict";
import {it} from "node:test";
import {minibatches, stepsPerEpoch} from "../../src/vae/minibatch.js";

/** Ten images of one pixel, each its own number. */
const images = {pixels: Uint8Array.from({length: 10}, (_, i) => i), count: 10};
const plan = {seed: 4, batchSize: 3, samples: 2, latentSize: 2};
const pixelsOf = (step: number, seed = 4) =>
  Array.from(minibatches(images, {...plan, seed})(step).x, (x) => Math.round(x * 255));

it("stepsPerEpoch(count, batchSize) leaves out what does not fill a minibatch", () => {
  assert.equal(stepsPerEpoch(10, 3), 3);
  assert.equal(stepsPerEpoch(60_000, 100), 600);
});

it("stepsPerEpoch(count, batchSize) throws if there are too few images", () => {
  assert.throws(() => stepsPerEpoch(10, 11), {
    message: "invalid batchSize: 11, expected at most 10 images"
  });
});

it("minibatches(images, plan) takes no image twice in an epoch", () => {
  const epoch = [0, 1, 2].flatMap((step) => pixelsOf(step));
  assert.equal(new Set(epoch).size, 9);
});

it("minibatches(images, plan) orders each epoch anew, and misses no image for good", () => {
  const seen = Array.from({length: 60}, (_, step) => pixelsOf(step));
  assert.notDeepEqual(seen.slice(0, 3), seen.slice(3, 6));
  assert.equal(new Set(seen.flat()).size, 10);
});

it("minibatches(images, plan) depends on the seed and the step alone", () => {
  const batches = minibatches(images, plan);
  batches(7);
  assert.deepEqual(batches(1), minibatches(images, plan)(1));
  assert.notDeepEqual(pixelsOf(0, 4), pixelsOf(0, 5));
});

it("minibatches(images, plan) draws L × M × latentSize noises, new at each step", () => {
  const batches = minibatches(images, plan);
  assert.equal(batches(0).epsilon.length, 2 * 3 * 2);
  assert.notDeepEqual(batches(0).epsilon, batches(1).epsilon);
});

it("minibatches(images, plan) scales pixels to [0, 1]", () => {
  const white = {pixels: Uint8Array.of(255, 0, 51, 0), count: 2};
  const {x} = minibatches(white, {...plan, batchSize: 2})(0);
  assert.deepEqual([...x].toSorted(), [0, 0, Math.fround(0.2), 1]);
});
