import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {openOwnModel} from "../../src/own/model.js";
import type {NamedFile} from "../../src/reading/file.js";
import {readModel} from "../../src/reading/model.js";
import {assertInDelta} from "../assert-in-delta.js";
import {graphFiles, jsonFile, layersFiles} from "../reading/model-makers.js";
import {plainEngines} from "./engines.js";

describe("own model", async () => {
  const open = async (files: NamedFile[]) => openOwnModel(readModel(files), plainEngines);
  const z = Float32Array.of(0.5, -1, 2, 0.25);

  before(() => tf.setBackend("cpu"));

  const random = (seed: number) => tf.initializers.randomNormal({stddev: 1, seed});

  /** Returns a decoder with convolutions: 2 latents to 4 × 4 means. */
  function convolutional(): tf.LayersModel {
    const {dense, reshape, conv2dTranspose} = tf.layers;
    const start = {inputShape: [2], units: 12, activation: "relu", kernelInitializer: random(1)};
    const grow = {filters: 1, kernelSize: 3, strides: 2, padding: "same"} as const;
    return tf.sequential({
      name: "decoder",
      layers: [
        dense({...start, activation: "relu"}),
        reshape({targetShape: [2, 2, 3]}),
        conv2dTranspose({...grow, activation: "sigmoid", kernelInitializer: random(2)})
      ]
    });
  }

  /** Returns a decoder of dense layers: 2 latents to 4 means. */
  function perceptron(): tf.LayersModel {
    const hidden = {units: 3, inputShape: [2], kernelInitializer: random(3)};
    return tf.sequential({
      layers: [
        tf.layers.dense({...hidden, activation: "tanh"}),
        tf.layers.dense({units: 4, kernelInitializer: random(4)}),
        tf.layers.activation({activation: "sigmoid"})
      ]
    });
  }

  const means = (model: tf.LayersModel) =>
    (model.predict(tf.tensor2d(z, [2, 2])) as tf.Tensor).dataSync();
  const logits = (values: Iterable<number>) => Array.from(values, (p) => Math.log(p / (1 - p)));

  it("openOwnModel(model) computes convolutions as TensorFlow.js does", async () => {
    const original = convolutional();
    const {decoder, note} = await open(await layersFiles(original));
    assert.deepEqual([decoder.latentSize, decoder.width, decoder.height], [2, 4, 4]);
    assert.equal(decoder.portable, undefined);
    assertInDelta(Array.from(await decoder.logits(z, 2)), logits(means(original)), 1e-3);
    const pixels = Array.from(means(original), (mean) => 255 * mean);
    assertInDelta(Array.from(await decoder.decode(z, 2)), pixels, 1);
    assert.equal(
      note,
      "model.json runs in TensorFlow.js (cpu); it ends in a sigmoid, so each number is a mean"
    );
  });

  it("openOwnModel(model) computes dense layers without TensorFlow.js", async () => {
    const original = perceptron();
    const files = await layersFiles(original, "deep/");
    const {decoder} = await open(files.toReversed());
    assert.equal(decoder.engine, "plain");
    assert.equal(decoder.portable?.layers.length, 2);
    assert.deepEqual([decoder.width, decoder.height], [2, 2]);
    assertInDelta(Array.from(await decoder.logits(z, 2)), logits(means(original)), 5e-3);
  });

  it("openOwnModel(model) computes graph models, and sees the sigmoid at their end", async () => {
    const {decoder, note} = await open(graphFiles([1, 0, 0, 1, 0, 1, 0, 1]));
    assert.deepEqual([decoder.latentSize, decoder.width, decoder.height], [2, 2, 2]);
    assert.match(note, /it ends in a sigmoid, so each number is a mean$/);
    // The sums of z = (0.5, −1) are 0.5, −1, 0 and −0.5.
    assertInDelta(Array.from(await decoder.logits(z.subarray(0, 2), 1)), [0.5, -1, 0, -0.5], 1e-4);
    const half = await decoder.decode(new Float32Array(2), 1);
    assert.deepEqual(Array.from(half), [128, 128, 128, 128]);
  });

  it("openOwnModel(model) decodes many points in batches, in their order", async () => {
    const {decoder} = await open(graphFiles([1, 0, 0, 0, 0, 0, 0, 0]));
    const points = Float32Array.from({length: 300}, (_, i) => (i % 2 === 0 ? i / 300 - 0.5 : 0));
    const found = await decoder.logits(points, 150);
    assert.equal(found.length, 600);
    assertInDelta([found[0], found[4 * 149]], [-0.5, 298 / 300 - 0.5], 1e-4);
    assert.equal((await decoder.decode(new Float32Array(0), 0)).length, 0);
  });

  it("openOwnModel(model) leaves only the weights, and none after dispose", async () => {
    const start = tf.memory().numTensors;
    const {decoder} = await open(graphFiles([1, 0, 0, 1, 0, 1, 0, 1]));
    const opened = tf.memory().numTensors;
    await decoder.decode(z, 2);
    assert.equal(tf.memory().numTensors, opened);
    decoder.dispose();
    decoder.dispose();
    assert.equal(tf.memory().numTensors, start);
    await assert.rejects(decoder.decode(z, 2), {
      message: /^the decoder of model.json is disposed; open its model again$/
    });
  });

  it("the decoder of openOwnModel(model) refuses latents of another length", async () => {
    const {decoder} = await open(graphFiles([1, 0, 0, 1, 0, 1, 0, 1]));
    await assert.rejects(decoder.decode(z, 3), {message: "invalid z: length 4, expected 6"});
  });
});

describe("own model encoder", async () => {
  const open = async (files: NamedFile[]) => openOwnModel(readModel(files), plainEngines);
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

  it("openOwnModel(model) leaves out an encoder of other latents, and says so", async () => {
    const own = await open(await filesOf(wide()));
    assert.equal(own.encoder, undefined);
    assert.deepEqual(own.notes, [
      "The encoder is left out: invalid vae/encoder/model.json: outputs of shape [3] and [3], " +
        "expected μ and log σ², each [2] as the decoder reads"
    ]);
    own.dispose();
  });

  it("dispose() of an own model frees decoder and encoder, and one that does not fit is freed", async () => {
    const good = await filesOf(encoder(false));
    const bad = await filesOf(wide());
    const start = tf.memory().numTensors;
    const own = await open(good);
    await own.encoder!.encode(x, 2);
    assert.ok(tf.memory().numTensors > start);
    own.dispose();
    own.dispose();
    assert.equal(tf.memory().numTensors, start);
    await assert.rejects(own.decoder.decode(Float32Array.of(0, 0), 1), {
      message: /is disposed; open its model again$/
    });
    (await open(bad)).dispose();
    assert.equal(tf.memory().numTensors, start);
  });
});

describe("own model refusals", async () => {
  const open = async (files: NamedFile[]) => openOwnModel(readModel(files), plainEngines);

  before(() => tf.setBackend("cpu"));

  const conv = (channels: number, inputShape = [2, 2, 3]) =>
    tf.sequential({
      layers: [tf.layers.conv2dTranspose({inputShape, filters: channels, kernelSize: 1})]
    });
  const decoder = (channels: number, units = 12) =>
    tf.sequential({
      layers: [
        tf.layers.dense({units, inputShape: [2]}),
        tf.layers.reshape({targetShape: [2, units / 6, 3]}),
        tf.layers.conv2dTranspose({filters: channels, kernelSize: 1})
      ]
    });

  /** Returns the files with a text in model.json put in place of another one. */
  function edited([json, ...rest]: NamedFile[], from: string, to: string): NamedFile[] {
    const text = Buffer.from(json.bytes).toString();
    assert.ok(text.includes(from));
    return [{name: json.name, bytes: Buffer.from(text.replace(from, to))}, ...rest];
  }

  const cases: [title: string, files: () => Promise<NamedFile[]>, message: string | RegExp][] = [
    [
      "a shard that is missing",
      async () => (await layersFiles(decoder(1))).slice(0, 2),
      "invalid model.json: no file group1-shard2of2.bin of weights, " +
        "expected them beside it: choose all files of the model, or their folder"
    ],
    [
      "a shard that is cut short",
      async () => {
        const [json, first, second] = await layersFiles(decoder(1));
        return [json, first, {...second, bytes: second.bytes.subarray(1)}];
      },
      /^invalid model.json: \d+ bytes in group1-shard1of2.bin, group1-shard2of2.bin, expected \d+ for/
    ],
    [
      "a layer that TensorFlow.js does not know",
      async () => edited(await layersFiles(decoder(1)), '"Conv2DTranspose"', '"Sampling"'),
      /^invalid model.json: layer \S+ of type Sampling, expected layers that TensorFlow.js has/
    ],
    [
      "an operation that TensorFlow.js does not know",
      async () => graphFiles([1, 2, 3, 4, 5, 6, 7, 8], "Frobnicate"),
      /^invalid model.json: TensorFlow.js cannot run it: Unknown op 'Frobnicate'/
    ],
    [
      "images of two channels",
      async () => layersFiles(decoder(2)),
      "invalid model.json: outputs of shape [2, 2, 2], " +
        "expected [h·w] or [h·w·3] of a square, [h, w], [h, w, 1] or [h, w, 3]"
    ],
    [
      "inputs that are no latents",
      async () => layersFiles(conv(1)),
      "invalid model.json: inputs of shape [2, 2, 3], expected [d], the latents z"
    ],
    [
      "images that are too large",
      async () => layersFiles(decoder(1, 6 * 65)),
      "invalid model.json: images of 65 × 2, expected 1 × 1 to 64 × 64"
    ],
    [
      "weights that are NaN",
      async () => graphFiles([NaN, 2, 3, 4, 5, 6, 7, 8]),
      "invalid model.json: it gives NaN for a draw of z, expected finite numbers"
    ],
    [
      "JSON that is none",
      async () => [{name: "model.json", bytes: Buffer.from("{")}],
      "invalid model.json: text that cannot be read, expected JSON"
    ],
    [
      "another file",
      async () => [{name: "a.h5", bytes: Uint8Array.of(0x89, 0x48)}],
      "invalid a.h5: a Keras file in HDF5, expected a folder with model.json: " +
        "pip install tensorflowjs; tensorflowjs_converter --input_format=keras a.h5 a/"
    ],
    [
      "two decoders",
      async () => [
        ...(await layersFiles(decoder(1), "a/")),
        ...(await layersFiles(decoder(1), "b/"))
      ],
      "invalid choice: the models a/model.json, b/model.json, " +
        "expected one, or two in folders called encoder and decoder"
    ],
    [
      "a format of another name",
      async () => [jsonFile("model.json", {format: "onnx", modelTopology: {}})],
      'invalid model.json: format "onnx", expected “layers-model” or “graph-model”'
    ],
    [
      "a description without weights",
      async () => [jsonFile("model.json", {modelTopology: {}})],
      "invalid model.json: no field weightsManifest, expected a list of groups of weights"
    ]
  ];

  for (const [title, files, message] of cases) {
    it(`openOwnModel(readModel(files)) refuses ${title}`, async () => {
      const dropped = await files();
      await assert.rejects(() => open(dropped), {message});
    });
  }
});
