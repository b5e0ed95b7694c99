import assert from "node:assert/strict";
import {it} from "node:test";
import {drawnImages} from "../src/drawn-images.js";
import {discOf, discQuarter, inkDisc} from "../src/math/drawn-discs.js";

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
