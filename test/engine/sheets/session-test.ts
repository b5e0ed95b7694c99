import assert from "node:assert/strict";
import {it} from "node:test";
import type {Network} from "../../../src/engine/decoder.js";
import type {StripAnswer} from "../../../src/engine/sheets/session.js";
import {createStripWorker} from "../../../src/engine/sheets/session.js";
import {paintStrip} from "../../../src/engine/sheets/strip.js";

/** A network whose images have the pixels z, z + 1, … */
function countingNetwork(pixels: number): Network {
  const image = (z: number) => Array.from({length: pixels}, (_, i) => z + i);
  const none = () => new Float32Array();
  const pixelsOf = (z: Float32Array) => Uint8ClampedArray.from(Array.from(z).flatMap(image));
  return {
    pixels: pixelsOf,
    paint: (z, _, shape, rgba) => paintStrip(pixelsOf(z), shape, rgba),
    logits: none,
    hidden: none
  };
}

it("paintStrip(pixels, shape, rgba) puts images side by side, in opaque grey", () => {
  const rgba = new Uint8Array(4 * 8);
  const pixels = Uint8ClampedArray.of(0, 1, 2, 3, 252, 253, 254, 255);
  paintStrip(pixels, {columns: 2, width: 1, height: 2}, new Uint32Array(rgba.buffer));
  const grey = (ink: number) => [255 - ink, 255 - ink, 255 - ink, 255];
  assert.deepEqual(Array.from(rgba), [0, 2, 1, 3, 252, 254, 253, 255].flatMap(grey));
});

it("paintStrip(pixels, shape, rgba) paints three channels as light, red first", () => {
  const pixels = Uint8ClampedArray.from({length: 12}, (_, i) => 20 * i);
  const rgba = new Uint8Array(16);
  const shape = {columns: 2, width: 1, height: 2, channels: 3 as const};
  paintStrip(pixels, shape, new Uint32Array(rgba.buffer));
  assert.deepEqual(
    Array.from(rgba),
    [0, 2, 1, 3].flatMap((pixel) => [...pixels.subarray(3 * pixel, 3 * pixel + 3), 255])
  );
});

it("createStripWorker(open, send) answers strips in their order", async () => {
  const answers: StripAnswer[] = [];
  const work = createStripWorker(
    async () => countingNetwork(1),
    (answer) => answers.push(answer)
  );
  assert.deepEqual(answers, [{type: "ready"}]);
  void work({type: "network", name: "a", network: {layers: []}});
  const shape = {columns: 1, width: 1, height: 1};
  const buffer = new ArrayBuffer(4);
  const strip = {type: "strip", name: "a", count: 1, shape} as const;
  void work({...strip, z: Float32Array.of(5), buffer});
  await work({...strip, z: Float32Array.of(7)});
  const buffers = answers.slice(1).map((answer) => (answer as {buffer: ArrayBuffer}).buffer);
  assert.deepEqual(
    buffers.map((one) => new Uint8Array(one)[0]),
    [250, 248]
  );
  assert.strictEqual(buffers[0], buffer);
});

it("createStripWorker(open, send) says what went wrong, and goes on", async () => {
  const answers: StripAnswer[] = [];
  const work = createStripWorker(
    () => Promise.reject(new Error("out of memory")),
    (answer) => answers.push(answer)
  );
  const shape = {columns: 1, width: 1, height: 1};
  const strip = {type: "strip", z: new Float32Array(1), count: 1, shape} as const;
  await work({...strip, name: "a"});
  void work({type: "network", name: "b", network: {layers: []}});
  await work({...strip, name: "b"});
  assert.deepEqual(answers.slice(1), [
    {type: "failed", message: "unknown network: a, expected one that was sent before"},
    {type: "failed", message: "out of memory"}
  ]);
});
