import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import type {Objective} from "../../src/math/objective.js";
import {elboGradient} from "../../src/vae/gradient.js";
import {initialWeights} from "../../src/vae/weights.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "./tiny-vae.js";

before(useWasmBackend);

/** Objectives with how much of the two terms they are, over 6 pixels; the first is the bound. */
const objectives: [Objective, number, number][] = [
  [{beta: 1, reduction: "sum"}, 1, 1],
  [{beta: 0, reduction: "sum"}, 1, 0],
  [{beta: 3.5, reduction: "sum"}, 1, 3.5],
  [{beta: 2, reduction: "mean"}, 1 / 6, 2]
];

const activations = ["tanh", "relu"] as const;
const cases = [
  ...activations.map((activation) => [activation, ...objectives[0]] as const),
  ...objectives.slice(1).map((objective) => ["tanh", ...objective] as const)
];

for (const [activation, objective, ofReconstruction, ofKl] of cases) {
  const {beta, reduction} = objective;
  it(`elboGradient(…) is the numeric gradient, by every weight: ${activation}, β = ${beta}, ${reduction}`, () => {
    const architecture = tinyArchitecture(activation);
    const weights = initialWeights(architecture, {seed: 3});
    const {epsilon, ...batch} = tinyBatch(4, 2);
    const elbo = () => {
      const {reconstruction, kl} = elboGradient(weights, batch, epsilon, architecture);
      return ofReconstruction * reconstruction - ofKl * kl;
    };
    const {gradient} = elboGradient(weights, batch, epsilon, architecture, objective);
    // Float32 leaves about 1e-7 of a bound near 4: half of it over h is the error to expect.
    const h = 5e-3;
    for (const [name, {values}] of weights) {
      const numeric = Float64Array.from(values, (value, i) => {
        values[i] = value + h;
        const above = elbo();
        values[i] = value - h;
        const below = elbo();
        values[i] = value;
        return (above - below) / (2 * h);
      });
      assert.ok(
        numeric.some((slope) => Math.abs(slope) > 1e-3),
        `${name} has no slope`
      );
      assertInDelta(gradient.get(name)!, numeric, 5e-4);
    }
  });
}

it("elboGradient(…) reports the bound in nats per image, whatever it differentiates", () => {
  const architecture = tinyArchitecture();
  const weights = initialWeights(architecture, {seed: 3});
  const {epsilon, ...batch} = tinyBatch(4);
  const reported = objectives.map(([objective]) => {
    const {elbo, reconstruction, kl} = elboGradient(
      weights,
      batch,
      epsilon,
      architecture,
      objective
    );
    return {elbo, reconstruction, kl};
  });
  for (const terms of reported) assert.deepEqual(terms, reported[0]);
});

it("elboGradient(…) of the mean over pixels is that of the sum with β = pixels, divided by them", () => {
  const architecture = tinyArchitecture();
  const weights = initialWeights(architecture, {seed: 3});
  const {epsilon, ...batch} = tinyBatch(4);
  const [mean, sum] = [
    {beta: 1, reduction: "mean"} as const,
    {beta: 6, reduction: "sum"} as const
  ].map((objective) => elboGradient(weights, batch, epsilon, architecture, objective).gradient);
  for (const [name, values] of mean) {
    assertInDelta(
      values,
      sum.get(name)!.map((slope) => slope / 6),
      1e-7
    );
  }
});

it("elboGradient(…) leaves no tensor", () => {
  const architecture = tinyArchitecture();
  const weights = initialWeights(architecture, {seed: 0});
  const {epsilon, ...batch} = tinyBatch(4);
  const tensors = tf.memory().numTensors;
  elboGradient(weights, batch, epsilon, architecture);
  assert.equal(tf.memory().numTensors, tensors);
});
