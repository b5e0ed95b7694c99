import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {createTfjsDecoder} from "../../../src/engine/tfjs/decoder.js";
import {useWasmBackend} from "../../../tools/models/wasm-backend.js";
import {tinyManifest, tinyModel} from "../tiny-model.js";

before(useWasmBackend);

/** Returns a promise to a decoder of tinyModel. */
async function tinyDecoder() {
  const {json, weights} = await tinyModel();
  return createTfjsDecoder(tinyManifest, json, weights);
}

it("createTfjsDecoder(manifest, json, weights) says what it decodes and with what", async () => {
  const {latentSize, width, height, engine} = await tinyDecoder();
  assert.deepEqual(
    {latentSize, width, height, engine},
    {
      latentSize: 2,
      width: 3,
      height: 1,
      engine: "tfjs-wasm"
    }
  );
});

it("decoder.logits(z, count) returns the network’s output, row by row", async () => {
  const decoder = await tinyDecoder();
  const logits = await decoder.logits(Float32Array.of(1, 2, -3, 0.5), 2);
  assert.deepEqual(Array.from(logits), [1, 2, 4, -3, 0.5, -1.5]);
});

it("decoder.hidden(z, count) returns what feeds the last layer", async () => {
  const decoder = await tinyDecoder();
  const hidden = await decoder.hidden(Float32Array.of(1, 2, -3, 0.5), 2);
  assert.deepEqual(Array.from(hidden), [1, 2, -3, 0.5]);
});

it("decoder.decode(z, count) returns 8-bit pixels", async () => {
  const decoder = await tinyDecoder();
  const pixels = await decoder.decode(Float32Array.of(Math.log(3), -100), 1);
  assert.ok(pixels instanceof Uint8ClampedArray);
  assert.deepEqual(Array.from(pixels), [191, 0, 0]);
});

it("decoder.decode(z, count) decodes more images than a slice of predict holds", async () => {
  const decoder = await tinyDecoder();
  const z = Float32Array.from({length: 200}, (_, i) => (i % 2 === 0 ? i : -100));
  const pixels = await decoder.decode(z, 100);
  assert.strictEqual(pixels.length, 300);
  assert.deepEqual(Array.from(pixels.subarray(0, 3)), [128, 0, 0]);
  assert.deepEqual(Array.from(pixels.subarray(297)), [255, 0, 255]);
});

it("decoder.decode(z, count) uses z as it was at the call", async () => {
  const decoder = await tinyDecoder();
  const z = Float32Array.of(100, -100);
  const first = decoder.decode(z, 1);
  z.fill(0);
  const second = decoder.decode(z, 1);
  assert.deepEqual(Array.from(await first).slice(0, 2), [255, 0]);
  assert.deepEqual(Array.from(await second).slice(0, 2), [128, 128]);
});

it("decoder of a network that gives means has the same pixels and finite logits", async () => {
  const {json, weights} = await tinyModel("sigmoid");
  const manifest = {...tinyManifest, decoder: {hidden: [], output: "mean" as const}};
  const decoder = await createTfjsDecoder(manifest, json, weights);
  const z = Float32Array.of(Math.log(3), -Math.log(3));
  assert.deepEqual(Array.from(await decoder.decode(z, 1)), [191, 64, 186]);
  const expected = [Math.log(3), -Math.log(3), 1];
  (await decoder.logits(z, 1)).forEach((logit, i) => {
    assert.ok(Math.abs(logit - expected[i]) < 1e-5, `logit ${i}: ${logit}`);
  });
});

it("decoder.decode(z, count) is rejected if z is not what it should be", async () => {
  const decoder = await tinyDecoder();
  const {numTensors} = tf.memory();
  await assert.rejects(decoder.decode(new Float32Array(3), 1), {
    name: "RangeError",
    message: "invalid z: length 3, expected 2"
  });
  await assert.rejects(decoder.logits(Float32Array.of(0, NaN), 1), {
    name: "RangeError",
    message: "invalid z: NaN at 1, expected finite numbers"
  });
  assert.strictEqual(tf.memory().numTensors, numTensors);
});

it("decoder.decode(z, count) leaves no tensor", async () => {
  const decoder = await tinyDecoder();
  await decoder.decode(new Float32Array(2), 1);
  const {numTensors} = tf.memory();
  for (let i = 0; i < 20; ++i) await decoder.decode(new Float32Array(2), 1);
  await Promise.all(Array.from({length: 20}, () => decoder.logits(new Float32Array(8), 4)));
  assert.strictEqual(tf.memory().numTensors, numTensors);
});

it("decoder.dispose() frees the weights, once, and rejects later calls", async () => {
  const {json, weights} = await tinyModel();
  const {numTensors} = tf.memory();
  const decoder = await createTfjsDecoder(tinyManifest, json, weights);
  decoder.dispose();
  decoder.dispose();
  assert.strictEqual(tf.memory().numTensors, numTensors);
  await assert.rejects(decoder.decode(new Float32Array(2), 1), {
    message: "the decoder of tiny is disposed; open its model again"
  });
});

it("createTfjsDecoder(manifest, …) refuses a network of other sizes and keeps nothing", async () => {
  const {json, weights} = await tinyModel();
  const {numTensors} = tf.memory();
  await assert.rejects(createTfjsDecoder({...tinyManifest, latentSize: 4}, json, weights), {
    message: "invalid tiny/decoder input: shape [null,2], expected [null,4]"
  });
  const image = {width: 2, height: 2};
  await assert.rejects(createTfjsDecoder({...tinyManifest, image}, json, weights), {
    message: "invalid tiny/decoder output: shape [null,3], expected [null,4]"
  });
  assert.strictEqual(tf.memory().numTensors, numTensors);
});
