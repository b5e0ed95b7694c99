import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {openOwnModel} from "../../src/own/model.js";
import type {NamedFile} from "../../src/reading/file.js";
import {readModel} from "../../src/reading/model.js";
import {zipFile} from "./file-makers.js";
import {graphFiles, layersFiles, safetensorsFile} from "./model-makers.js";
import {readDamaged} from "./mutations.js";
import {plainEngines} from "../own/engines.js";

before(() => tf.setBackend("cpu"));

/** Opens a model and draws with it: what is read has to be of use. */
async function drawn(files: NamedFile[]) {
  const {decoder} = await openOwnModel(readModel(files), plainEngines);
  try {
    const {latentSize, width, height} = decoder;
    const z = new Float32Array(2 * latentSize).fill(0.5);
    return {logits: await decoder.logits(z, 2), pixels: 2 * width * height};
  } finally {
    decoder.dispose();
  }
}

function check({logits, pixels}: {logits: Float32Array; pixels: number}): void {
  assert.equal(logits.length, pixels);
  assert.ok(logits.every((value) => Number.isFinite(value)));
}

const manifest = {
  format: 1,
  image: {width: 2, height: 2},
  layout: "input, output",
  decoder: {hidden: [], output: {weight: "w", bias: "b", activation: "sigmoid"}}
};
const safetensors = safetensorsFile(
  {
    w: [
      [2, 4],
      [1, 2, 3, 4, 5, 6, 7, 8]
    ],
    b: [[4], [0, 1, 0, 1]]
  },
  {mlp: JSON.stringify(manifest)}
);

it("readModel(files) tells what is wrong with 4000 damaged files: safetensors", async () => {
  const read = (bytes: Uint8Array) => drawn([{name: "a.safetensors", bytes}]);
  const readable = await readDamaged(safetensors, {seed: 201, count: 4000}, read, check);
  assert.ok(readable < 4000);
});

it("openOwnModel(model) tells what is wrong with 2000 damaged files: graph model", async () => {
  const [json, shard] = graphFiles([1, 0, 0, 1, 0, 1, 0, 1]);
  const read = (bytes: Uint8Array) => drawn([{...json, bytes}, shard]);
  const readable = await readDamaged(json.bytes, {seed: 202, count: 2000}, read, check);
  assert.ok(readable < 2000);
});

it("openOwnModel(model) tells what is wrong with 2000 damaged files: layers model", async () => {
  const layers = [tf.layers.dense({units: 4, inputShape: [2], activation: "elu"})];
  const [json, ...shards] = await layersFiles(tf.sequential({layers}));
  const read = (bytes: Uint8Array) => drawn([{...json, bytes}, ...shards]);
  const readable = await readDamaged(json.bytes, {seed: 203, count: 2000}, read, check);
  assert.ok(readable < 2000);
});

it("readModel(files) tells what is wrong with 2000 damaged files: zip of a model", async () => {
  const zip = zipFile(graphFiles([1, 0, 0, 1, 0, 1, 0, 1]));
  const read = (bytes: Uint8Array) => drawn([{name: "a.zip", bytes}]);
  const readable = await readDamaged(zip, {seed: 204, count: 2000}, read, check);
  assert.ok(readable < 2000);
});
