import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {openOwnModel} from "../src/own-model.js";
import type {NamedFile} from "../src/reading/file.js";
import {readModel} from "../src/reading/model.js";
import {assertInDelta} from "./assert-in-delta.js";
import {layersFiles} from "./reading/model-makers.js";

const engines = {
  kernel: () => Promise.reject(new Error("none")),
  startTfjs: async () => tf.getBackend()
};
const open = async (files: NamedFile[]) => openOwnModel(readModel(files), engines);
const x = Float32Array.of(0, 1, 0.5, 0.25, 1, 0, 0, 1);

before(() => tf.setBackend("cpu"));

/** A layer that TensorFlow.js does not know: Keras’ example of a VAE has one, which samples z. */
class Sampling extends tf.layers.Layer {
  static className = "Sampling";
  override computeOutputShape(shapes: tf.Shape[]) {
    return shapes[0];
  }
  override call(inputs: tf.Tensor[]) {
    return inputs[0];
  }
}

const initializer = (seed: number) => tf.initializers.randomNormal({stddev: 1, seed});
const decoder = () =>
  tf.sequential({
    layers: [tf.layers.dense({units: 4, inputShape: [2], kernelInitializer: initializer(9)})]
  });

/** Returns an encoder of 2 × 2 pixels with three outputs; with convolutions, or dense layers. */
function encoder(isDense: boolean): tf.LayersModel {
  const input = tf.input({shape: isDense ? [4] : [2, 2, 1]});
  const {dense, conv2d, flatten} = tf.layers;
  const kernelInitializer = initializer(5);
  const below = isDense
    ? dense({units: 3, activation: "relu", kernelInitializer}).apply(input)
    : flatten().apply(conv2d({filters: 3, kernelSize: 2, kernelInitializer}).apply(input));
  const [mu, logVar] = ["z_mean", "z_log_var"].map((name, i) => {
    const layer = dense({units: 2, name, kernelInitializer: initializer(6 + i)});
    return layer.apply(below) as tf.SymbolicTensor;
  });
  const z = new Sampling({}).apply([mu, logVar]) as tf.SymbolicTensor;
  return tf.model({inputs: input, outputs: [mu, logVar, z]});
}

/** Returns an encoder of three latents. */
function wide(): tf.LayersModel {
  const input = tf.input({shape: [2, 2, 1]});
  const {dense, conv2d, flatten} = tf.layers;
  const below = flatten().apply(conv2d({filters: 1, kernelSize: 1}).apply(input));
  const outputs = [1, 2].map(() => dense({units: 3}).apply(below) as tf.SymbolicTensor);
  return tf.model({inputs: input, outputs});
}

const filesOf = async (original: tf.LayersModel) => [
  ...(await layersFiles(decoder(), "vae/decoder/")),
  ...(await layersFiles(original, "vae/encoder/"))
];

for (const [kind, isDense] of [
  ["dense layers", true],
  ["convolutions", false]
] as const) {
  it(`openOwnModel(model) takes μ and log σ² of ${kind}, and leaves a sampled z out`, async () => {
    const original = encoder(isDense);
    const own = await open(await filesOf(original));
    const {mu, logVar} = await own.encoder!.encode(x, 2);
    const shape = isDense ? [2, 4] : [2, 2, 2, 1];
    const expected = original.predict(tf.tensor(x, shape)) as tf.Tensor[];
    assertInDelta(Array.from(mu), Array.from(expected[0].dataSync()), 5e-3);
    assertInDelta(Array.from(logVar), Array.from(expected[1].dataSync()), 5e-3);
    assert.equal(own.decoder.portable === undefined, !isDense);
  });
}

it("the encoder of openOwnModel(model) refuses images of another size", async () => {
  const own = await open(await filesOf(encoder(false)));
  await assert.rejects(own.encoder!.encode(x, 3), {message: "invalid x: length 8, expected 12"});
});

it("openOwnModel(model) refuses an encoder of other latents than the decoder", async () => {
  await assert.rejects(open(await filesOf(wide())), {
    message:
      "invalid vae/encoder/model.json: outputs of shape [3] and [3], " +
      "expected μ and log σ², each [2] as the decoder reads"
  });
});

it("dispose() of an own model frees decoder and encoder, as does a failure to open it", async () => {
  const good = await filesOf(encoder(false));
  const bad = await filesOf(wide());
  const start = tf.memory().numTensors;
  const own = await open(good);
  await own.encoder!.encode(x, 2);
  assert.ok(tf.memory().numTensors > start);
  own.dispose();
  own.dispose();
  assert.equal(tf.memory().numTensors, start);
  await assert.rejects(own.decoder.decode(Float32Array.of(0, 0), 1), {message: /is disposed$/});
  await assert.rejects(open(bad), /expected μ and log σ²/);
  assert.equal(tf.memory().numTensors, start);
});
