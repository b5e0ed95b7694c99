import assert from "node:assert/strict";
import {test} from "node:test";
import {checkDroppedModel} from "../../src/reading/check-model.js";

const layer = (inputs: number, units: number) => ({
  inputs,
  units,
  activation: "linear",
  kernel: {type: "float16", halves: new Uint16Array(inputs * units)},
  bias: new Uint16Array(units)
});

const packed = {latentSize: 2, image: {width: 3, height: 2}, decoder: [layer(2, 6)]};
const codes = {
  count: 1,
  latentSize: 2,
  mu: new Float32Array(2),
  logVar: new Float32Array(2),
  labels: new Uint8Array(1)
};
const ofPacked = (change: object) => ({
  title: "mine",
  network: {type: "packed", model: {...packed, ...change}},
  codes
});
const decoder = {
  format: "layers",
  topology: {},
  weights: {specs: [{name: "w", shape: [2, 3], dtype: "float32"}], data: new Uint8Array(24)}
};
const ofTfjs = (change: object) => ({
  title: "mine",
  network: {type: "tfjs", decoder: {...decoder, ...change}}
});

test("checkDroppedModel(value) returns a whole model as it is", () => {
  for (const model of [ofPacked({}), ofPacked({encoder: [layer(6, 5), layer(5, 4)]}), ofTfjs({})]) {
    assert.equal(checkDroppedModel(model), model);
  }
});

const wrongs: [unknown, string][] = [
  [undefined, "title: undefined, expected a text"],
  [{title: "mine"}, "network: undefined, expected “packed” or “tfjs”"],
  [{...ofPacked({}), dataset: 3}, "dataset: 3, expected a text"],
  [ofPacked({latentSize: 0}), "latentSize: 0, expected a whole number ≥ 1"],
  [ofPacked({image: {width: 3, height: 0.5}}), "image: 3 × 0.5, expected 1 × 1 to 64 × 64"],
  [ofPacked({decoder: []}), "decoder: object, expected layers"],
  [ofPacked({decoder: [layer(2, 5)]}), "decoder: 5 outputs, expected 6"],
  [ofPacked({encoder: [layer(6, 2)]}), "encoder: 2 outputs, expected 4"],
  [
    ofPacked({decoder: [{...layer(2, 6), bias: new Uint16Array(5)}]}),
    "decoder layer 1: 5 biases, expected 6"
  ],
  [
    ofPacked({decoder: [{...layer(2, 6), activation: "gelu"}]}),
    "decoder layer 1: gelu, expected linear, relu, tanh, sigmoid or a slope"
  ],
  [ofPacked({decoder: [null]}), "decoder layer 1: null, expected its weights"],
  [
    {...ofPacked({}), settings: {scale: "percent"}},
    "settings: scale: percent, expected logits, means, -1 to 1, 0 to 255"
  ],
  [{...ofPacked({}), codes: {...codes, latentSize: 3}}, "codes: 3 latents, expected 2"],
  [
    {...ofPacked({}), codes: {...codes, labels: new Uint8Array(2)}},
    "labels: object, expected 1 numbers"
  ],
  [ofTfjs({format: "onnx"}), "decoder: onnx, expected “layers” or “graph”"],
  [ofTfjs({topology: "x"}), "decoder topology: string, expected an object"],
  [
    ofTfjs({weights: {...decoder.weights, data: new Uint8Array(23)}}),
    "decoder weights: 23 bytes, expected 24"
  ]
];

for (const [value, said] of wrongs) {
  test(`checkDroppedModel(value) refuses what is not whole: ${said}`, () => {
    assert.throws(
      () => checkDroppedModel(value),
      (error) => (error as Error).message === `invalid model: ${said}`
    );
  });
}
