import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {
  gaussianLogDensity,
  klToPrior,
  priorLogDensity,
  reparameterize
} from "../../src/vae/gaussian.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";

before(useWasmBackend);

it("klToPrior(mu, logVar) is zero where q is the prior", () => {
  const zeros = tf.zeros<tf.Rank.R2>([2, 3]);
  assertInDelta(klToPrior(zeros, zeros).arraySync(), [0, 0]);
});

it("klToPrior(mu, logVar) is the value worked out by hand", () => {
  // ½(1 + 1 − 1 − 0) = ½; ½(4 − 1 − ln 4) + ½(0.25 − 1 + ln 4) = 1.125; ½·9 + ½(e − 1 − 1).
  const mu = tf.tensor2d([1, 0, 0, 0, 3, 0], [3, 2]);
  const logVar = tf.tensor2d([0, 0, Math.log(4), -Math.log(4), 0, 1], [3, 2]);
  assertInDelta(klToPrior(mu, logVar).arraySync(), [0.5, 1.125, 4.5 + (Math.E - 2) / 2], 1e-5);
});

it("klToPrior(mu, logVar) is the mean of log q − log p over q", () => {
  const n = 200_000;
  const mu = [0.7, -1.2];
  const logVar = [-1.5, 0.4];
  const tiled = (row: number[]) => tf.tensor2d(row, [1, 2]).tile<tf.Tensor2D>([n, 1]);
  const epsilon = tf.tensor2d(standardNormals(randomSource(1), 2 * n), [n, 2]);
  const z = reparameterize(tiled(mu), tiled(logVar), epsilon);
  const ratio = gaussianLogDensity(z, tiled(mu), tiled(logVar)).sub(priorLogDensity(z));
  const {mean, variance} = tf.moments(ratio);
  const [kl] = klToPrior(tf.tensor2d([mu]), tf.tensor2d([logVar])).arraySync();
  const standardError = Math.sqrt(variance.dataSync()[0] / n);
  assert.ok(standardError < 0.01);
  assertInDelta([mean.dataSync()[0]], [kl], 4 * standardError);
});

it("klToPrior(mu, logVar) leaves only its result", () => {
  const mu = tf.ones<tf.Rank.R2>([3, 2]);
  const tensors = tf.memory().numTensors;
  klToPrior(mu, mu);
  assert.equal(tf.memory().numTensors, tensors + 1);
});

it("klToPrior(mu, logVar) throws if the shapes differ", () => {
  const [a, b] = [tf.zeros<tf.Rank.R2>([1, 2]), tf.zeros<tf.Rank.R2>([1, 3])];
  assert.throws(() => klToPrior(a, b), /klToPrior: .*1,2.*1,3/);
});

it("reparameterize(mu, logVar, epsilon) is mu + σ·epsilon", () => {
  const z = reparameterize(
    tf.tensor2d([[1, -2]]),
    tf.tensor2d([[0, 2 * Math.log(3)]]),
    tf.tensor2d([[0.5, -1]])
  );
  assertInDelta(z.dataSync(), [1.5, -5]);
});

it("gaussianLogDensity(z, mu, logVar) sums the log densities of the dimensions", () => {
  // −½ ln 2π each, −½ ln 4 for the second, −½ (2/2)² for its distance of one σ.
  const density = gaussianLogDensity(
    tf.tensor2d([[1, 3]]),
    tf.tensor2d([[1, 1]]),
    tf.tensor2d([[0, Math.log(4)]])
  );
  assertInDelta(density.dataSync(), [-Math.log(2 * Math.PI) - 0.5 * Math.log(4) - 0.5]);
});

it("priorLogDensity(z) is gaussianLogDensity(z, 0, 0)", () => {
  const z = tf.tensor2d([0.3, -2, 1.1, 0], [2, 2]);
  const zeros = tf.zerosLike(z);
  assertInDelta(priorLogDensity(z).dataSync(), gaussianLogDensity(z, zeros, zeros).dataSync());
});
