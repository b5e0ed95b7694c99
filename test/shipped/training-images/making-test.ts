import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {drawnImages, dreamedImages} from "../../../src/shipped/training-images/making.js";
import {discOf, discQuarter, inkDisc} from "../../../src/math/drawn-discs.js";
import {assertInDelta} from "../../assert-in-delta.js";

describe("dreamed images", () => {
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
});

describe("drawn images", async () => {
  it("drawnImages({seed, train, heldOut}) draws disc after disc", async () => {
    const told: [number, number][] = [];
    const onProgress = (done: number, of: number) => void told.push([done, of]);
    const images = await drawnImages({seed: 4, train: 500, heldOut: 3, onProgress});
    assert.deepEqual([images.width, images.height], [28, 28]);
    assert.deepEqual([images.train.count, images.train.pixels.length], [500, 500 * 784]);
    assert.deepEqual([images.heldOut.count, images.heldOut.pixels.length], [3, 3 * 784]);
    const paper = new Uint8Array(784);
    inkDisc(paper, discOf(4, 501));
    assert.deepEqual(images.heldOut.pixels.subarray(784, 2 * 784), paper);
    assert.deepEqual(
      Array.from(images.labels!),
      [500, 501, 502].map((i) => discQuarter(discOf(4, i)))
    );
    assert.deepEqual(told, [
      [500, 503],
      [503, 503]
    ]);
  });

  it("drawnImages({train, heldOut}) shares no memory between the two", async () => {
    const {train, heldOut} = await drawnImages({seed: 1, train: 2, heldOut: 1});
    assert.equal(train.pixels.buffer.byteLength, 2 * 784);
    assert.equal(heldOut.pixels.buffer.byteLength, 784);
  });

  it("drawnImages({signal}) stops with the signal’s reason", async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error("another choice"));
    const options = {seed: 1, train: 2000, heldOut: 1, signal: stop.signal, onProgress};
    await assert.rejects(drawnImages(options), {message: "another choice"});
  });
});
