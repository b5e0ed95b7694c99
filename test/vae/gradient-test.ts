import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {elboGradient} from "../../src/vae/gradient.js";
import {initialWeights} from "../../src/vae/weights.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "./tiny-vae.js";

before(useWasmBackend);

for (const activation of ["tanh", "relu"] as const) {
  it(`elboGradient(…) is the numeric gradient, by every weight, with ${activation} layers`, () => {
    const architecture = tinyArchitecture(activation);
    const weights = initialWeights(architecture, {seed: 3});
    const {epsilon, ...batch} = tinyBatch(4, 2);
    const elbo = () => elboGradient(weights, batch, epsilon, architecture).elbo;
    const {gradient} = elboGradient(weights, batch, epsilon, architecture);
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

it("elboGradient(…) leaves no tensor", () => {
  const architecture = tinyArchitecture();
  const weights = initialWeights(architecture, {seed: 0});
  const {epsilon, ...batch} = tinyBatch(4);
  const tensors = tf.memory().numTensors;
  elboGradient(weights, batch, epsilon, architecture);
  assert.equal(tf.memory().numTensors, tensors);
});
