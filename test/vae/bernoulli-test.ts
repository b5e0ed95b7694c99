import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {bernoulliLogLikelihood} from "../../src/vae/bernoulli.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";

before(useWasmBackend);

it("bernoulliLogLikelihood(x, logits) is Σ x log y + (1 − x) log(1 − y)", () => {
  const x = [1, 0, 0.25, 0.5];
  const y = [0.9, 0.2, 0.6, 0.5];
  const logits = y.map((p) => Math.log(p / (1 - p)));
  const expected = x.reduce(
    (sum, xi, i) => sum + xi * Math.log(y[i]) + (1 - xi) * Math.log(1 - y[i]),
    0
  );
  const actual = bernoulliLogLikelihood(tf.tensor2d([x]), tf.tensor2d([logits]));
  assertInDelta(actual.dataSync(), [expected]);
});

it("bernoulliLogLikelihood(x, logits) is finite and exact at logits ±100", () => {
  const x = tf.tensor2d([1, 0, 1, 0], [4, 1]);
  const logits = tf.tensor2d([100, -100, -100, 100], [4, 1]);
  assertInDelta(bernoulliLogLikelihood(x, logits).dataSync(), [0, 0, -100, -100]);
});

it("bernoulliLogLikelihood(x, logits) has the derivative x − sigmoid(logits), at ±100 too", () => {
  const x = tf.tensor2d([[1, 0, 0.5, 1, 0]]);
  const logits = tf.tensor2d([[0, Math.log(3), -100, 100, 100]]);
  const gradient = tf.grad((a) => bernoulliLogLikelihood(x, a as tf.Tensor2D).sum())(logits);
  assertInDelta(gradient.dataSync(), [0.5, -0.75, 0.5, 0, -1]);
});

it("bernoulliLogLikelihood(x, logits) throws if the shapes differ", () => {
  const [x, logits] = [tf.zeros<tf.Rank.R2>([1, 4]), tf.zeros<tf.Rank.R2>([1, 5])];
  assert.throws(() => bernoulliLogLikelihood(x, logits), /bernoulliLogLikelihood: .*1,4.*1,5/);
});
