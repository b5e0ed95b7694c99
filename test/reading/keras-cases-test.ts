import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {openOwnModel} from "../../src/own/model.js";
import type {NamedFile} from "../../src/reading/file.js";
import type {ModelSettings} from "../../src/reading/model.js";
import {readModel} from "../../src/reading/model.js";
import {assertInDelta} from "../assert-in-delta.js";
import type {LayerText, NamedWeight} from "./keras-makers.js";
import {
  dense,
  denseSums,
  denseWeights,
  functional,
  input,
  kerasFiles,
  layer,
  nodeForms,
  numbers,
  sequential,
  sigmoid
} from "./keras-makers.js";
import {plainEngines} from "../own/engines.js";

const z = [0.7, -1.3];

before(() => tf.setBackend("cpu"));

/** Opens a model, and returns it with the means that it gives for z. */
async function opened(files: NamedFile[], settings?: ModelSettings) {
  const own = await openOwnModel(readModel(files), plainEngines, settings);
  const logits = await own.decoder.logits(Float32Array.from(z), 1);
  const pixels = await own.decoder.decode(Float32Array.from(z), 1);
  const means = Array.from(logits, sigmoid);
  assertInDelta(
    Array.from(pixels, (ink) => ink / 255),
    means,
    0.6 / 255
  );
  return {own, means};
}

const first = denseWeights("dense", 2, 5, 1);
const second = denseWeights("dense_1", 5, 4, 2);
const weights = [...first, ...second];
const relu = (a: number) => Math.max(0, a);
const expected = (activation: (a: number) => number, end: (a: number) => number = sigmoid) =>
  denseSums(denseSums(z, first).map(activation), second).map(end);
const perceptron = [input("z", 2), dense("dense", 5, "relu"), dense("dense_1", 4, "sigmoid")];

describe("layers of Keras in every form", () => {
  for (const [form, nodes] of Object.entries(nodeForms)) {
    for (const [place, ends] of [
      ["listed", (name: string) => [[name, 0, 0]]],
      ["flat", (name: string) => [name, 0, 0]]
    ] as const) {
      it(`openOwnModel(model) computes a functional model of ${form}, its ends ${place}`, async () => {
        const {own, means} = await opened(kerasFiles(functional(perceptron, nodes, ends), weights));
        assertInDelta(means, expected(relu), 1e-3);
        assert.equal(own.decoder.portable?.layers.length, 2);
      });
    }
  }

  it("openOwnModel(model) reads batch_shape and dtype policies of Keras 3", async () => {
    const policy = {module: "keras", class_name: "DTypePolicy", config: {name: "float32"}};
    const layers = [
      layer("InputLayer", "z", {batch_shape: [null, 2], dtype: policy}),
      dense("dense", 5, {module: "builtins", class_name: "function", config: "relu"}),
      dense("dense_1", 4, "sigmoid", {dtype: policy, lora_rank: null})
    ];
    const model = functional(layers, nodeForms["Keras 3"], (name) => [name, 0, 0]);
    const {means} = await opened(kerasFiles(model, weights, {version: "3.11.0"}));
    assertInDelta(means, expected(relu), 1e-3);
  });

  const conv = {filters: 1, kernel_size: [2, 2], strides: [2, 2], padding: "same", use_bias: true};
  const grown = layer("Conv2DTranspose", "grow", {...conv, output_padding: null});
  const kernel = numbers(8, 5);
  const convolutional: NamedWeight[] = [
    ...denseWeights("dense", 2, 8, 3),
    ["grow/kernel", [2, 2, 1, 2], kernel],
    ["grow/bias", [1], [0.25]]
  ];
  const start = [
    input("z", 2),
    dense("dense", 8, "relu"),
    layer("Reshape", "form", {target_shape: [2, 2, 2]})
  ];
  /** Four patches of 2 × 2 pixels: each pixel reads two channels of one place. */
  function grownMeans(): number[] {
    const hidden = denseSums(z, convolutional).map(relu);
    return Array.from({length: 16}, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / 4), pixel % 4];
      const place = 2 * (2 * Math.floor(row / 2) + Math.floor(column / 2));
      const at = 2 * (2 * (row % 2) + (column % 2));
      return sigmoid(0.25 + hidden[place] * kernel[at] + hidden[place + 1] * kernel[at + 1]);
    });
  }
  const sigmoids = layer("Activation", "end", {activation: "sigmoid"});

  const convModels: [title: string, model: object, named?: (name: string) => string][] = [
    ["a sequential model", sequential(...start, grown, sigmoids)],
    [
      "weights that begin with the name of the model",
      sequential(...start, grown, sigmoids),
      (name) => `sequential/${name}`
    ],
    [
      "a model within a model, which has no input",
      sequential(...start, {
        class_name: "Sequential",
        config: {name: "up", layers: [grown, sigmoids]}
      }),
      (name) => (name.startsWith("grow") ? `up/${name}` : name)
    ],
    [
      "flat nodes",
      functional([...start, grown, sigmoids] as LayerText[], nodeForms["flat nodes"], (name) => [
        [name, 0, 0]
      ])
    ]
  ];
  for (const [title, model, named = (name: string) => name] of convModels) {
    it(`openOwnModel(model) computes convolutions: ${title}`, async () => {
      const renamed = convolutional.map(([name, ...rest]): NamedWeight => [named(name), ...rest]);
      const {own, means} = await opened(kerasFiles(model, renamed));
      assertInDelta(means, grownMeans(), 1e-4);
      assert.equal(own.decoder.engine, "tfjs-cpu");
    });
  }

  it("openOwnModel(model) computes weights in half precision, in tfjs too", async () => {
    const round = (values: number[]) => values.map((value) => Math.round(value * 128) / 128);
    const halves = convolutional.map(([name, shape, values]): NamedWeight => [
      name,
      shape,
      round(values)
    ]);
    const model = sequential(...start, grown, sigmoids);
    const [half, full] = await Promise.all(
      ["float16", "float32"].map((type) => opened(kerasFiles(model, halves, {type})))
    );
    assertInDelta(half.means, full.means, 1e-6);
  });

  it("readModel(files) refuses two layers of one name whose weights have one name", () => {
    const twice = sequential(
      input("z", 2),
      {class_name: "Sequential", config: {name: "a", layers: [dense("dense", 2, "relu")]}},
      {class_name: "Sequential", config: {name: "b", layers: [dense("dense", 2, "relu")]}}
    );
    const one = denseWeights("dense", 2, 2, 1);
    assert.throws(() => readModel(kerasFiles(twice, one)), /the weight dense\/kernel for a\/dense/);
    assert.throws(() => readModel(kerasFiles(twice, [...one, ...one])), /dense\/kernel and dense/);
  });
});

describe("what a layer's configuration says", () => {
  const rectified: [title: string, LayerText, (a: number) => number, inKernel: boolean][] = [
    [
      "ReLU with negative_slope",
      layer("ReLU", "r", {negative_slope: 0.2}),
      (a) => (a < 0 ? 0.2 * a : a),
      true
    ],
    [
      "ReLU with max_value",
      layer("ReLU", "r", {max_value: 0.5}),
      (a) => Math.min(0.5, relu(a)),
      true
    ],
    [
      "ReLU with threshold",
      layer("ReLU", "r", {threshold: 0.3, negative_slope: 0.1, max_value: 1}),
      (a) => (a < 0.3 ? 0.1 * (a - 0.3) : Math.min(1, a)),
      false
    ],
    [
      "LeakyReLU of Keras 3",
      layer("LeakyReLU", "r", {negative_slope: 0.1}),
      (a) => (a < 0 ? 0.1 * a : a),
      true
    ],
    [
      "LeakyReLU of Keras 2",
      layer("LeakyReLU", "r", {alpha: 0.15}),
      (a) => (a < 0 ? 0.15 * a : a),
      true
    ],
    ["LeakyReLU with nothing said", layer("LeakyReLU", "r"), (a) => (a < 0 ? 0.3 * a : a), true],
    [
      "an activation leaky_relu",
      layer("Activation", "r", {activation: "leaky_relu"}),
      (a) => (a < 0 ? 0.2 * a : a),
      true
    ],
    [
      "an activation relu6",
      layer("Activation", "r", {activation: "relu6"}),
      (a) => Math.min(6, relu(a)),
      true
    ],
    [
      "an activation elu, in tfjs",
      layer("Activation", "r", {activation: "elu"}),
      (a) => (a < 0 ? Math.expm1(a) : a),
      false
    ],
    ["a sigmoid between layers", layer("Activation", "r", {activation: "sigmoid"}), sigmoid, true]
  ];
  for (const [title, between, activation, inKernel] of rectified) {
    it(`openOwnModel(model) computes ${title}`, async () => {
      const model = sequential(
        input("z", 2),
        dense("dense", 5, "linear"),
        between,
        dense("dense_1", 4, "sigmoid")
      );
      const {own, means} = await opened(kerasFiles(model, weights));
      assertInDelta(means, expected(activation), 1e-3);
      assert.equal(own.decoder.portable !== undefined, inKernel);
    });
  }

  it("openOwnModel(model) computes the slopes of PReLU, one a unit", async () => {
    const slopes = [0.1, -0.2, 0.3, 0.4, 0.5];
    const model = sequential(
      input("z", 2),
      dense("dense", 5, "linear"),
      layer("PReLU", "p", {shared_axes: null}),
      dense("dense_1", 4, "sigmoid")
    );
    const {own, means} = await opened(kerasFiles(model, [...weights, ["p/alpha", [5], slopes]]));
    const hidden = denseSums(z, first).map((a, j) => (a < 0 ? slopes[j] * a : a));
    assertInDelta(means, denseSums(hidden, second).map(sigmoid), 1e-3);
    assert.ok(own.decoder.portable);
  });

  it("openOwnModel(model) folds a normalization into the layer beside it", async () => {
    const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((seed) => numbers(5, seed, 0.5));
    const spread = variance.map((value) => value + 1);
    const model = sequential(
      input("z", 2),
      dense("dense", 5, "relu"),
      layer("BatchNormalization", "norm", {axis: [1], epsilon: 0.01, momentum: 0.9}),
      dense("dense_1", 4, "sigmoid")
    );
    const norm = ["gamma", "beta", "moving_mean", "moving_variance"].map((name, i): NamedWeight => [
      `norm/${name}`,
      [5],
      [gamma, beta, mean, spread][i]
    ]);
    const {own, means} = await opened(kerasFiles(model, [...weights, ...norm]));
    const hidden = denseSums(z, first).map(
      (a, j) => ((relu(a) - mean[j]) * gamma[j]) / Math.sqrt(spread[j] + 0.01) + beta[j]
    );
    assertInDelta(means, denseSums(hidden, second).map(sigmoid), 2e-3);
    assert.ok(own.decoder.portable);
  });

  const refusals: [LayerText, RegExp][] = [
    [dense("dense", 5, "relu", {lora_rank: 4}), /lora_rank 4 of dense \(Dense\)/],
    [dense("dense", 5, "wavy"), /activation "wavy" of dense \(Dense\), expected linear, relu/],
    [dense("dense", 5, "relu", {frozen_noise: 0.1}), /frozen_noise 0.1 of dense \(Dense\)/],
    [layer("Swirl", "dense"), /layer dense of type Swirl/],
    [
      layer("Conv2DTranspose", "dense", {filters: 1, kernel_size: 3, output_padding: [1, 1]}),
      /output_padding \[1,1\] of dense \(Conv2DTranspose\)/
    ],
    [layer("UpSampling2D", "dense", {size: [4000, 4000]}), /size \[4000,4000\] of dense/]
  ];
  for (const [one, message] of refusals) {
    it(`readModel(files) refuses what it does not compute: ${message.source.slice(0, 40)}`, () => {
      const kernel: NamedWeight[] = [...first, ["dense/kernel2", [1], [1]]];
      const model = sequential(input("z", 2), one, dense("dense_1", 4, "sigmoid"));
      assert.throws(() => readModel(kerasFiles(model, [...kernel, ...second])), {message});
    });
  }
});

describe("what the last layer gives", () => {
  const ended = (activation: string, ...more: object[]) =>
    kerasFiles(
      sequential(perceptron[0], perceptron[1], dense("dense_1", 4, activation), ...more),
      weights
    );
  const rescaling = (scale: number, offset: number) => layer("Rescaling", "scale", {scale, offset});

  it("openOwnModel(model) takes tanh for pixels in [−1, 1], unless the reader says otherwise", async () => {
    const {own, means} = await opened(ended("tanh"));
    assertInDelta(
      means,
      expected(relu, (a) => (Math.tanh(a) + 1) / 2),
      1e-3
    );
    assert.match(own.note, /it ends in tanh, so its numbers are taken as pixels in \[−1, 1\]$/);
    const said = await opened(ended("tanh"), {scale: "means"});
    assertInDelta(
      said.means,
      expected(relu, (a) => Math.max(0, Math.tanh(a))),
      1e-3
    );
    assert.equal(said.own.assumptions.scale, "means");
  });

  for (const [scale, offset] of [
    [255, 0],
    [2, -1]
  ]) {
    it(`openOwnModel(model) takes a sigmoid times ${scale} for means`, async () => {
      const {own, means} = await opened(ended("sigmoid", rescaling(scale, offset)));
      assertInDelta(means, expected(relu), 1e-3);
      assert.equal(own.assumptions.isScaleCertain, true);
    });
  }

  it("openOwnModel(model) takes a linear end near [0, 1] for means, and the reader's word for logits", async () => {
    const last: NamedWeight[] = [
      ["dense_1/kernel", [5, 4], numbers(20, 2, 0.05)],
      ["dense_1/bias", [4], [0.1, 0.4, 0.9, 0.2]]
    ];
    const model = sequential(perceptron[0], perceptron[1], dense("dense_1", 4, "linear"));
    const sums = denseSums(denseSums(z, first).map(relu), last);
    const files = kerasFiles(model, [...first, ...last]);
    const {own, means} = await opened(files);
    assertInDelta(means, sums, 1e-3);
    assert.match(own.note, /its numbers, from .* over draws of z, are taken as means in \[0, 1\]$/);
    assertInDelta((await opened(files, {scale: "logits"})).means, sums.map(sigmoid), 1e-3);
  });

  it("openOwnModel(model) takes an image [1, h, w], channels first", async () => {
    const {own} = await opened(
      ended("sigmoid", layer("Reshape", "form", {target_shape: [1, 2, 2]}))
    );
    assert.deepEqual([own.decoder.width, own.decoder.height], [2, 2]);
  });
});

describe("encoders and whole auto-encoders", () => {
  const decoder = kerasFiles(sequential(...perceptron), weights, {folder: "decoder/"});
  const x = [0, 1, 0.5, 0.25];
  const below = denseWeights("h", 4, 3, 4);
  const heads = [denseWeights("z_mean", 3, 2, 6), denseWeights("z_log_var", 3, 2, 8)];
  const hidden = denseSums(x, below).map(relu);
  const [mu, logVar] = heads.map((head) => denseSums(hidden, head));

  /** Returns an encoder whose heads have some names, given in some order. */
  function encoder(names: string[], order: number[], config: object = {}): NamedFile[] {
    const node = (name: string) => [[[name, 0, 0, {}]]];
    const layers = [
      {...input("x", 4), name: "x", inbound_nodes: []},
      {...dense("h", 3, "relu"), name: "h", inbound_nodes: node("x")},
      ...names.map((name) => ({...dense(name, 2, "linear"), name, inbound_nodes: node("h")}))
    ];
    const ends = order.map((i) => [names[i], 0, 0]);
    const model = {
      class_name: "Functional",
      config: {name: "e", layers, input_layers: [["x", 0, 0]], output_layers: ends, ...config}
    };
    const named = heads.flatMap((head, i) =>
      head.map(([name, ...rest]): NamedWeight => [name.replace(/^[^/]+/, names[i]), ...rest])
    );
    return kerasFiles(model, [...below, ...named], {folder: "encoder/"});
  }

  async function encoded(files: NamedFile[], settings?: ModelSettings) {
    const {own} = await opened(files, settings);
    const found = await own.encoder!.encode(Float32Array.from(x), 1);
    return {own, mu: Array.from(found.mu), logVar: Array.from(found.logVar)};
  }

  for (const order of [
    [0, 1],
    [1, 0]
  ]) {
    it(`openOwnModel(model) tells μ and log σ² apart by name, in the order ${order}`, async () => {
      const found = await encoded([...decoder, ...encoder(["z_mean", "z_log_var"], order)]);
      assertInDelta(found.mu, mu, 2e-3);
      assertInDelta(found.logVar, logVar, 2e-3);
      assert.deepEqual(found.own.notes, []);
    });
  }

  it("openOwnModel(model) doubles log σ, and says so", async () => {
    const found = await encoded([...decoder, ...encoder(["mu", "log_std"], [0, 1])]);
    assertInDelta(
      found.logVar,
      logVar.map((value) => 2 * value),
      4e-3
    );
    assert.deepEqual(found.own.notes, ["Its encoder gives log σ, which is doubled"]);
  });

  it("openOwnModel(model) goes by the place of outputs without names, says so, and swaps them", async () => {
    const files = [...decoder, ...encoder(["a", "b"], [0, 1])];
    const found = await encoded(files);
    assertInDelta(found.mu, mu, 2e-3);
    assert.match(found.own.notes[0], /^By their place alone/);
    const swapped = await encoded(files, {isSwapped: true});
    assertInDelta(swapped.logVar, mu, 2e-3);
  });

  it("openOwnModel(model) cuts a single output in halves", async () => {
    const both = denseWeights("out", 3, 4, 6);
    const model = sequential(input("x", 4), dense("h", 3, "relu"), dense("out", 4, "linear"));
    const files = kerasFiles(model, [...below, ...both], {folder: "encoder/"});
    const found = await encoded([...decoder, ...files]);
    const sums = denseSums(hidden, both);
    assertInDelta([...found.mu, ...found.logVar], sums, 2e-3);
  });

  it("openOwnModel(model) reads x as its decoder gives it: in [−1, 1]", async () => {
    const end = sequential(perceptron[0], perceptron[1], dense("dense_1", 4, "tanh"));
    const tanh = kerasFiles(end, weights, {folder: "decoder/"});
    const found = await encoded([...tanh, ...encoder(["mu", "logvar"], [0, 1])]);
    const scaled = denseSums(
      x.map((value) => 2 * value - 1),
      below
    ).map(relu);
    assertInDelta(found.mu, denseSums(scaled, heads[0]), 2e-3);
  });

  it("openOwnModel(model) takes the decoder out of a whole auto-encoder, and says so", async () => {
    const whole = sequential(
      input("x", 4),
      dense("h", 3, "relu"),
      dense("code", 2, "linear"),
      dense("dense", 5, "relu"),
      dense("dense_1", 4, "sigmoid")
    );
    const all = [...below, ...denseWeights("code", 3, 2, 6), ...weights];
    const {own, means} = await opened(kerasFiles(whole, all));
    assertInDelta(means, expected(relu), 1e-3);
    assert.match(own.notes[0], /whole auto-encoder: its decoder, behind the layer code of 2 units/);
  });

  it("openOwnModel(model) takes decoder and encoder out of one that samples z", async () => {
    const node = (...names: string[]) => [names.map((name) => [name, 0, 0, {}])];
    const named = (one: LayerText, inbound_nodes: unknown) => ({
      ...one,
      name: one.config.name,
      inbound_nodes
    });
    const layers = [
      named(input("x", 4), []),
      named(dense("h", 3, "relu"), node("x")),
      named(dense("z_mean", 2, "linear"), node("h")),
      named(dense("z_log_var", 2, "linear"), node("h")),
      named(layer("Sampling", "z"), node("z_mean", "z_log_var")),
      named(dense("dense", 5, "relu"), node("z")),
      named(dense("dense_1", 4, "sigmoid"), node("dense"))
    ];
    const ends = {input_layers: [["x", 0, 0]], output_layers: [["dense_1", 0, 0]]};
    const model = {class_name: "Functional", config: {name: "vae", layers, ...ends}};
    const files = kerasFiles(model, [...below, ...heads.flat(), ...weights]);
    const {own, means} = await opened(files);
    assertInDelta(means, expected(relu), 1e-3);
    const found = await encoded(files);
    assertInDelta(found.mu, mu, 2e-3);
    assertInDelta(found.logVar, logVar, 2e-3);
    assert.match(own.notes[0], /whole auto-encoder/);
  });

  it("readModel(files) refuses an auto-encoder that narrows nowhere", () => {
    const wide = sequential(input("x", 4), dense("a", 4, "relu"), dense("b", 4, "sigmoid"));
    const all = [...denseWeights("a", 4, 4, 1), ...denseWeights("b", 4, 4, 2)];
    assert.throws(() => readModel(kerasFiles(wide, all)), {
      message: /^invalid model.json: 4 numbers in and as many out, a whole auto-encoder, expected/
    });
  });
});

describe("files of a layers model", () => {
  it("readModel(files) finds weights that a browser has renamed", () => {
    const [json, shard] = kerasFiles(sequential(...perceptron), weights);
    const named = (name: string) => [
      {...json, name: "model (1).json"},
      {...shard, name}
    ];
    for (const name of ["weights (1).bin", "something else.bin"]) {
      assert.equal(readModel(named(name)).type, "packed");
    }
  });

  it("readModel(files) refuses one shard named many times", () => {
    const [json, shard] = kerasFiles(sequential(...perceptron), weights);
    const text = JSON.parse(Buffer.from(json.bytes).toString()) as {weightsManifest: object[]};
    Object.assign(text.weightsManifest[0], {paths: Array<string>(200_000).fill("weights.bin")});
    const bytes = Buffer.from(JSON.stringify(text));
    assert.throws(() => readModel([{...json, bytes}, shard]), {
      message: "invalid model.json: the file weights.bin twice, expected it once"
    });
  });
});
