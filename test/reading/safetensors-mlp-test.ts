import assert from "node:assert/strict";
import {it} from "node:test";
import {fromFloat16} from "../../src/formats/bytes.js";
import {kernelValues} from "../../src/formats/layers.js";
import {readModel} from "../../src/reading/read-model.js";
import type {Weight} from "./model-makers.js";
import {safetensorsFile} from "./model-makers.js";
import {manifest, readMlp, weights} from "./tiny-mlp.js";

it("readModel([safetensors, manifest]) gives packed layers, rows for inputs", () => {
  const read1 = readMlp();
  assert.ok(read1.type === "packed");
  const {latentSize, image, decoder, encoder} = read1.model;
  assert.deepEqual([latentSize, image, encoder], [2, {width: 2, height: 1}, undefined]);
  const [hidden, output] = decoder;
  assert.deepEqual([hidden.inputs, hidden.units, hidden.activation], [2, 3, "relu"]);
  assert.deepEqual(Array.from(kernelValues(hidden)), [1, 3, 5, 2, 4, 6]);
  assert.deepEqual(Array.from(fromFloat16(hidden.bias)), [7, 8, 9]);
  assert.equal(output.activation, "linear");
  assert.deepEqual(Array.from(kernelValues(output)), [1, 0, 0, 0.5, 0, 0]);
});

it("readModel([safetensors]) takes the manifest from the file’s own metadata", () => {
  const bytes = safetensorsFile(weights, {mlp: JSON.stringify(manifest)});
  assert.equal(readModel([{name: "a.safetensors", bytes}]).type, "packed");
});

it("readModel([safetensors]) takes weights as Keras lays them", () => {
  const facts = {...manifest, layout: "input, output"};
  const keras: Record<string, Weight> = {
    ...weights,
    "h.weight": [
      [2, 3],
      [1, 3, 5, 2, 4, 6]
    ],
    "out.weight": [
      [3, 2],
      [1, 0, 0, 0.5, 0, 0]
    ]
  };
  assert.deepEqual(readMlp(keras, facts), readMlp());
});

it("readModel([safetensors]) joins μ and log σ² of an encoder", () => {
  const one = (value: number): Weight => [[2, 2], Array<number>(4).fill(value)];
  const more: Record<string, Weight> = {
    ...weights,
    "mu.weight": one(1),
    "mu.bias": [[2], [0, 0]],
    "lv.weight": one(2),
    "lv.bias": [[2], [3, 4]]
  };
  const encoder = {
    hidden: [],
    mu: {weight: "mu.weight", bias: "mu.bias"},
    logVar: {weight: "lv.weight", bias: "lv.bias"}
  };
  const result = readMlp(more, {...manifest, encoder});
  assert.ok(result.type === "packed");
  const [layer] = result.model.encoder!;
  assert.deepEqual(Array.from(kernelValues(layer)), [1, 1, 2, 2, 1, 1, 2, 2]);
  assert.deepEqual(Array.from(fromFloat16(layer.bias)), [0, 0, 3, 4]);
});
