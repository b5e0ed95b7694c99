import assert from "node:assert/strict";
import {test} from "node:test";
import {randomSource} from "../../src/math/random.js";
import {gatherPieces, imagePieces, withoutPixels} from "../../src/training/image-pieces.js";
import type {RunImages} from "../../src/training/messages.js";
import {tinyPlan} from "./tiny-run.js";

const source = randomSource(0);
const images: RunImages = {
  train: {pixels: Uint8Array.from({length: 1_200_007}, () => 256 * source()), count: 3},
  heldOut: {pixels: Float32Array.from({length: 130_001}, source), count: 2}
};

test("imagePieces(images) gives no piece of more than half a megabyte", () => {
  const sizes = [...imagePieces(images)].map(({part}) => part.byteLength);
  assert.deepEqual(sizes, [500_000, 500_000, 200_007, 500_000, 20_004]);
});

const kernel = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
const start = {plan: tinyPlan(), images: withoutPixels(images), kernel, paused: true};

/** Returns what gathers pieces, and the images of the starts that it passes on. */
function gathering() {
  const started: RunImages[] = [];
  const pieces = gatherPieces(async (request) => void started.push(request.images));
  return {started, ...pieces};
}

test("gatherPieces(start) passes a start on with the images that were cut into pieces", async () => {
  const gather = gathering();
  for (const piece of imagePieces(images)) gather.pixels(piece);
  await gather.start(start, () => {});
  assert.deepEqual(gather.started, [images]);
});

test("gatherPieces(start) keeps no piece for a second start", async () => {
  const gather = gathering();
  gather.pixels({of: "train", part: Uint8Array.of(1, 2)});
  await gather.start(start, () => {});
  await gather.start(start, () => {});
  const sizes = gather.started.map(({train}) => train.pixels.length);
  assert.deepEqual(sizes, [2, 0]);
});
