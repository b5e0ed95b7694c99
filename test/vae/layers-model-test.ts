import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import type {LayersModelFiles} from "../../src/vae/layers-model.js";
import {decoderFiles, encoderFiles, roundToFloat16} from "../../src/vae/layers-model.js";
import {decodeLogits, encode} from "../../src/vae/networks.js";
import {initialWeights, toTensors} from "../../src/vae/weights.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {tinyArchitecture} from "./tiny-vae.js";

before(useWasmBackend);

const architecture = tinyArchitecture("relu");
const weights = initialWeights(architecture, {seed: 5});

/** Opens a model as anyone would, from what would lie on disk. */
function open({modelJson, weights: bytes}: LayersModelFiles): Promise<tf.LayersModel> {
  const json = JSON.parse(JSON.stringify(modelJson)) as tf.io.ModelJSON;
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest[0].weights,
      weightData: bytes.buffer
    })
  );
}

it("decoderFiles(weights, architecture) opens with tf.loadLayersModel and decodes z", async () => {
  const model = await open(decoderFiles(weights, architecture));
  const z = tf.tensor2d([0.5, -1, 2, 0], [2, 2]);
  const expected = decodeLogits(z, toTensors(roundToFloat16(weights)), architecture);
  assert.deepEqual(model.inputs[0].shape, [null, 2]);
  assert.deepEqual(model.outputs[0].shape, [null, 6]);
  assertInDelta((model.predict(z) as tf.Tensor).dataSync(), expected.dataSync());
});

it("encoderFiles(weights, architecture) opens likewise, with outputs mu and logVar", async () => {
  const model = await open(encoderFiles(weights, architecture));
  const x = tf.tensor2d([[0, 0.2, 0.4, 0.6, 0.8, 1]]);
  const {mu, logVar} = encode(x, toTensors(roundToFloat16(weights)), architecture);
  const outputs = model.predict(x) as tf.Tensor[];
  assert.deepEqual(model.inputs[0].shape, [null, 6]);
  assert.deepEqual(
    model.outputs.map(({name, shape}) => [name.split("/")[0], shape]),
    [
      ["mu", [null, 2]],
      ["logVar", [null, 2]]
    ]
  );
  assertInDelta(outputs[0].dataSync(), mu.dataSync());
  assertInDelta(outputs[1].dataSync(), logVar.dataSync());
});

it("decoderFiles(weights, architecture) takes two bytes a weight", () => {
  const {weights: bytes} = decoderFiles(weights, architecture);
  assert.equal(bytes.length, 2 * (2 * 4 + 4 + 4 * 3 + 3 + 3 * 6 + 6));
});

it("decoderFiles(weights, architecture) leaves no tensor, and can be called twice", () => {
  const tensors = tf.memory().numTensors;
  const [first, second] = [0, 1].map(() => decoderFiles(weights, architecture));
  assert.equal(tf.memory().numTensors, tensors);
  assert.deepEqual(first.weights, second.weights);
});
