import assert from "node:assert/strict";
import {test} from "node:test";
import {randomSource} from "../../src/math/random.js";
import type {ImagePiece} from "../../src/training/image-pieces.js";
import {gatherPieces, imagePieces, withoutPixels} from "../../src/training/image-pieces.js";
import type {RunImages, TrainingRequest} from "../../src/training/messages.js";
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

test("gatherPieces(handle) passes a start on with the images that were cut into pieces", () => {
  const handled: TrainingRequest[] = [];
  const gather = gatherPieces((request) => handled.push(request));
  for (const piece of imagePieces(images)) assert.equal(gather(piece), undefined);
  const kernel = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  gather({type: "start", plan: tinyPlan(), images: withoutPixels(images), kernel, paused: true});
  gather({type: "pause"});
  assert.deepEqual(handled[0].type === "start" && handled[0].images, images);
  assert.deepEqual(handled[1], {type: "pause"});
});

test("gatherPieces(handle) keeps no piece for a second start", () => {
  const handled: TrainingRequest[] = [];
  const gather = gatherPieces((request) => handled.push(request));
  const kernel = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const start = {type: "start", plan: tinyPlan(), images: withoutPixels(images), kernel} as const;
  const piece: ImagePiece = {type: "pixels", of: "train", part: Uint8Array.of(1, 2)};
  gather(piece);
  gather({...start, paused: true});
  gather({...start, paused: true});
  const sizes = handled.map((r) => r.type === "start" && r.images.train.pixels.length);
  assert.deepEqual(sizes, [2, 0]);
});
