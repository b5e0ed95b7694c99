import assert from "node:assert/strict";
import {it} from "node:test";
import type {Architecture} from "../../src/formats/architecture.js";
import {checkArchitecture, decoderLayers, encoderLayers} from "../../src/formats/architecture.js";
import {initialWeights} from "../../src/vae/weights.js";
import {tinyArchitecture} from "./tiny-vae.js";

const architecture = tinyArchitecture();

it("encoderLayers(architecture) ends in mu and logVar, which read the same layer", () => {
  assert.deepEqual(encoderLayers(architecture), [
    {name: "encoder_hidden_1", inputs: 6, units: 5, activation: "tanh"},
    {name: "mu", inputs: 5, units: 2, activation: "linear"},
    {name: "logVar", inputs: 5, units: 2, activation: "linear"}
  ]);
});

it("decoderLayers(architecture) leads from z to the logits", () => {
  assert.deepEqual(decoderLayers(architecture), [
    {name: "decoder_hidden_1", inputs: 2, units: 4, activation: "tanh"},
    {name: "decoder_hidden_2", inputs: 4, units: 3, activation: "tanh"},
    {name: "logits", inputs: 3, units: 6, activation: "linear"}
  ]);
});

it("checkArchitecture(architecture) throws naming the field and its value", () => {
  const invalid: [Partial<Architecture>, string][] = [
    [{latentSize: 0}, "invalid latentSize: 0, expected a positive integer"],
    [{inputSize: 1.5}, "invalid inputSize: 1.5, expected a positive integer"],
    [
      {decoderHidden: [{units: -1, activation: "relu"}]},
      "invalid decoderHidden[0].units: -1, expected a positive integer"
    ],
    [
      {encoderHidden: [{units: 1, activation: "gelu" as "relu"}]},
      "invalid encoderHidden[0].activation: gelu, expected tanh or relu"
    ]
  ];
  for (const [change, message] of invalid) {
    assert.throws(() => checkArchitecture({...architecture, ...change}), {message});
  }
});

it("initialWeights(architecture, …) throws for an architecture that is none", () => {
  assert.throws(() => initialWeights({...architecture, latentSize: 0}, {seed: 0}), {
    message: "invalid latentSize: 0, expected a positive integer"
  });
});

it("initialWeights(architecture, {seed}) repeats with the seed", () => {
  assert.deepEqual(
    initialWeights(architecture, {seed: 0}),
    initialWeights(architecture, {seed: 0})
  );
  assert.notDeepEqual(
    initialWeights(architecture, {seed: 0}),
    initialWeights(architecture, {seed: 1})
  );
});

it("initialWeights(…) by “fan-in” is uniform on ±1/√inputs, biases too", () => {
  const wide = {...architecture, inputSize: 400, encoderHidden: [{units: 300, activation: "relu"}]};
  const weights = initialWeights(wide as Architecture, {seed: 0, initializer: "fan-in"});
  for (const name of ["encoder_hidden_1/kernel", "encoder_hidden_1/bias"]) {
    const {values} = weights.get(name)!;
    const [low, high] = [
      values.reduce((a, b) => Math.min(a, b)),
      values.reduce((a, b) => Math.max(a, b))
    ];
    assert.ok(low >= -0.05 && low < -0.049, `${name} ${low}`);
    assert.ok(high <= 0.05 && high > 0.049, `${name} ${high}`);
  }
});

it("initialWeights(…) by “paper” has the variance 0.01", () => {
  const wide = {...architecture, inputSize: 400, encoderHidden: [{units: 300, activation: "tanh"}]};
  const weights = initialWeights(wide as Architecture, {seed: 0, initializer: "paper"});
  const {values} = weights.get("encoder_hidden_1/kernel")!;
  const variance = values.reduce((sum, w) => sum + w * w, 0) / values.length;
  assert.ok(Math.abs(variance - 0.01) < 1e-4, `${variance}`);
});
