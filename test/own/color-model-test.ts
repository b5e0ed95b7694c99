import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {openOwnModel} from "../../src/own/model.js";
import {checkDroppedModel} from "../../src/reading/check-model.js";
import type {NamedFile} from "../../src/reading/file.js";
import type {ModelSettings} from "../../src/reading/model.js";
import {readModel} from "../../src/reading/model.js";
import {assertInDelta} from "../assert-in-delta.js";
import {
  dense,
  denseSums,
  denseWeights,
  input,
  kerasFiles,
  layer,
  numbers,
  sequential,
  sigmoid
} from "../reading/keras-makers.js";
import {jsonFile, safetensorsFile} from "../reading/model-makers.js";
import {onnxFile} from "../reading/onnx-makers.js";
import {plainEngines} from "./engines.js";

const z = [0.7, -1.3];

before(() => tf.setBackend("cpu"));

async function open(files: NamedFile[], settings?: ModelSettings) {
  const own = await openOwnModel(readModel(files), plainEngines, settings);
  const {width, height, channels} = own.decoder;
  const means = Array.from(await own.decoder.logits(Float32Array.from(z), 1), sigmoid);
  return {own, means, size: [width, height, channels]};
}

/** A decoder of 2 latents and twelve numbers: 2 × 2 pixels in color, in one of two orders. */
const weights = denseWeights("dense", 2, 12, 1);
const asTheyAre = denseSums(z, weights).map(sigmoid);

/** Returns numbers [h, w, 3] of those that lie as [3, h, w]: by pixel, then by channel. */
const ofPlanes = (values: readonly number[]) =>
  values.map((_, i) => values[(i % 3) * (values.length / 3) + Math.floor(i / 3)]);

const keras = (target_shape?: number[]) =>
  kerasFiles(
    sequential(
      input("z", 2),
      dense("dense", 12, "sigmoid"),
      ...(target_shape === undefined ? [] : [layer("Reshape", "form", {target_shape})])
    ),
    weights
  );

it("openOwnModel(model) takes an image [h, w, 3] as it lies, and turns [3, h, w]", async () => {
  const last = await open(keras([2, 2, 3]));
  assert.deepEqual(last.size, [2, 2, 3]);
  assertInDelta(last.means, asTheyAre, 1e-3);
  assert.deepEqual([last.own.notes, last.own.assumptions.order], [[], undefined]);
  const first = await open(keras([3, 2, 2]));
  assert.deepEqual(first.size, [2, 2, 3]);
  assertInDelta(first.means, ofPlanes(asTheyAre), 1e-3);
  assert.deepEqual(first.own.notes, []);
});

it("openOwnModel(model) says how a row is taken as colors, and its reader may say otherwise", async () => {
  const {own, means, size} = await open(keras());
  assert.deepEqual(size, [2, 2, 3]);
  assertInDelta(means, asTheyAre, 1e-3);
  assert.equal(own.assumptions.order, "channels last");
  assert.match(own.notes.join(), /they are taken as \[h, w, 3\], channels last$/);
  const other = await open(keras(), {order: "channels first"});
  assertInDelta(other.means, ofPlanes(asTheyAre), 1e-3);
  assert.match(other.own.notes.join(), /\[3, h, w\], channels first$/);
});

it("openOwnModel(model) computes convolutions of three filters in tfjs", async () => {
  const kernel = numbers(6, 4);
  const first = denseWeights("dense", 2, 8, 2);
  const conv = {filters: 3, kernel_size: [1, 1], strides: [1, 1], padding: "same"};
  const model = sequential(
    input("z", 2),
    dense("dense", 8, "linear"),
    layer("Reshape", "form", {target_shape: [2, 2, 2]}),
    layer("Conv2D", "conv", {...conv, use_bias: false, activation: "sigmoid"})
  );
  const files = kerasFiles(model, [...first, ["conv/kernel", [1, 1, 2, 3], kernel]]);
  const {own, means, size} = await open(files);
  const hidden = denseSums(z, first);
  const expected = Array.from({length: 12}, (_, i) => {
    const [pixel, channel] = [Math.floor(i / 3), i % 3];
    const sum = hidden[2 * pixel] * kernel[channel] + hidden[2 * pixel + 1] * kernel[3 + channel];
    return sigmoid(sum);
  });
  assert.deepEqual([size, own.decoder.engine], [[2, 2, 3], "tfjs-cpu"]);
  assertInDelta(means, expected, 1e-3);
});

const [[, , kernel], [, , bias]] = weights;

it("openOwnModel(model) takes a row of ONNX as PyTorch lays it, channels first", async () => {
  const constants = {w: [[2, 12], kernel], b: [[12], bias]} as Parameters<typeof onnxFile>[3];
  const row = onnxFile(
    "row.onnx",
    [2],
    [
      ["Gemm", ["z", "w", "b"], "a"],
      ["Sigmoid", ["a"], "x"]
    ],
    constants
  );
  const {own, means} = await open([row]);
  assertInDelta(means, ofPlanes(asTheyAre), 1e-3);
  assert.equal(own.assumptions.order, "channels first");
  assertInDelta((await open([row], {order: "channels last"})).means, asTheyAre, 1e-3);
  const image = onnxFile(
    "image.onnx",
    [2],
    [
      ["Gemm", ["z", "w", "b"], "a"],
      ["Reshape", ["a", "shape"], "x"]
    ],
    {...constants, shape: [[4], [-1, 3, 2, 2], true]}
  );
  const shaped = await open([image], {scale: "logits"});
  assertInDelta(shaped.means, ofPlanes(asTheyAre), 1e-3);
  assert.equal(shaped.own.assumptions.order, undefined);
});

it("openOwnModel(model) computes a convolution of ONNX with three channels", async () => {
  const first = denseWeights("dense", 2, 8, 2);
  const filters = numbers(6, 4);
  const [[, , w], [, , b]] = first;
  const file = onnxFile(
    "conv.onnx",
    [2],
    [
      ["Gemm", ["z", "w", "b"], "a"],
      ["Reshape", ["a", "shape"], "h"],
      ["Conv", ["h", "filters"], "c"],
      ["Sigmoid", ["c"], "x"]
    ],
    {
      w: [[2, 8], w],
      b: [[8], b],
      shape: [[4], [-1, 2, 2, 2], true],
      filters: [[3, 2, 1, 1], filters]
    }
  );
  const {own, means, size} = await open([file]);
  const hidden = denseSums(z, first);
  const expected = Array.from({length: 12}, (_, i) => {
    const [pixel, channel] = [Math.floor(i / 3), i % 3];
    return sigmoid(
      filters[2 * channel] * hidden[pixel] + filters[2 * channel + 1] * hidden[4 + pixel]
    );
  });
  assert.deepEqual([size, own.assumptions.order], [[2, 2, 3], undefined]);
  assertInDelta(means, expected, 1e-3);
});

/** The arrays of a safetensors file as PyTorch lays them: an encoder, and the decoder. */
const arrays = {
  "mu.weight": [[2, 12], numbers(24, 7)],
  "mu.bias": [[2], [0.1, -0.2]],
  "logvar.weight": [[2, 12], numbers(24, 8)],
  "logvar.bias": [[2], [0.3, 0]],
  "decoder.0.weight": [
    [12, 2],
    Array.from({length: 24}, (_, i) => kernel[(i % 2) * 12 + Math.floor(i / 2)])
  ],
  "decoder.0.bias": [[12], bias]
} as Parameters<typeof safetensorsFile>[0];
const tensors = {name: "vae.safetensors", bytes: safetensorsFile(arrays)};

it("openOwnModel(model) infers colors of safetensors, and its encoder reads them as they lie", async () => {
  const {own, means, size} = await open([tensors], {scale: "logits"});
  assert.deepEqual(size, [2, 2, 3]);
  assertInDelta(means, ofPlanes(asTheyAre), 1e-3);
  // The third number of [h, w, 3] is the blue of the first pixel, the ninth of [3, h, w].
  const x = Float32Array.from({length: 12}, (_, i) => (i === 2 ? 1 : 0));
  const {mu} = await own.encoder!.encode(x, 1);
  const rows = numbers(24, 7);
  assertInDelta(Array.from(mu), [0.1 + rows[8], -0.2 + rows[12 + 8]], 1e-3);
  const last = await open([tensors], {scale: "logits", order: "channels last"});
  assertInDelta(last.means, asTheyAre, 1e-3);
  const same = await last.own.encoder!.encode(x, 1);
  assertInDelta(Array.from(same.mu), [0.1 + rows[2], -0.2 + rows[12 + 2]], 1e-3);
});

it("readModel(files) takes channels and their order from a manifest", async () => {
  const manifest = (image: object) =>
    jsonFile("vae.json", {
      format: 1,
      image: {width: 4, height: 1, ...image},
      layout: "output, input",
      decoder: {
        hidden: [],
        output: {weight: "decoder.0.weight", bias: "decoder.0.bias", activation: "sigmoid"}
      }
    });
  const order = "channels last";
  const {own, means, size} = await open([tensors, manifest({channels: 3, order})]);
  assert.deepEqual([size, own.assumptions.order], [[4, 1, 3], undefined]);
  assertInDelta(means, asTheyAre, 1e-3);
  const assumed = await open([tensors, manifest({channels: 3})]);
  assert.equal(assumed.own.assumptions.order, "channels first");
  assert.throws(() => readModel([tensors, manifest({})]), {
    message: /12 outputs, expected 4 for images of 4 × 1$/
  });
});

it("openOwnModel(model) gives an encoder of tfjs the order that its input says", async () => {
  const encoderWeights = [
    ...denseWeights("z_mean", 12, 2, 3),
    ...denseWeights("z_log_var", 12, 2, 5)
  ];
  const node = (name: string) => [[[name, 0, 0, {}]]];
  const layers = [
    {...input("x", 3, 2, 2), name: "x", inbound_nodes: []},
    {...layer("Flatten", "flat"), name: "flat", inbound_nodes: node("x")},
    {...dense("z_mean", 2, "linear"), name: "z_mean", inbound_nodes: node("flat")},
    {...dense("z_log_var", 2, "linear"), name: "z_log_var", inbound_nodes: node("flat")}
  ];
  const config = {
    name: "encoder",
    layers,
    input_layers: [["x", 0, 0]],
    output_layers: [
      ["z_mean", 0, 0],
      ["z_log_var", 0, 0]
    ]
  };
  const decoder = kerasFiles(
    sequential(
      input("z", 2),
      dense("dense", 12, "sigmoid"),
      layer("Reshape", "form", {target_shape: [2, 2, 3]})
    ),
    weights,
    {folder: "decoder/"}
  );
  const encoder = kerasFiles({class_name: "Functional", config}, encoderWeights, {
    folder: "encoder/"
  });
  const {own} = await open([...decoder, ...encoder]);
  const planes = numbers(12, 9).map(Math.abs);
  const {mu} = await own.encoder!.encode(Float32Array.from(ofPlanes(planes)), 1);
  assertInDelta(Array.from(mu), denseSums(planes, encoderWeights.slice(0, 2)), 2e-3);
});

it("checkDroppedModel(value) takes a kept model in color, and refuses other channels", () => {
  const dropped = {title: "vae", network: readModel([tensors])};
  assert.equal(checkDroppedModel(dropped), dropped);
  assert.ok(dropped.network.type === "packed");
  const {model} = dropped.network;
  const wrong = (change: object) => () =>
    checkDroppedModel({...dropped, network: {type: "packed", model: {...model, ...change}}});
  assert.throws(wrong({image: {width: 2, height: 2, channels: 2}}), {
    message: "invalid model: image: channels: 2, expected 1 or 3"
  });
  assert.throws(wrong({rowOrder: "blue first"}), {
    message: "invalid model: rowOrder: blue first, expected channels last, channels first"
  });
});
