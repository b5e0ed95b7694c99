import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {
  bernoulliLogLikelihood,
  elboBySampling,
  elboWithClosedKl,
  gaussianLogDensity,
  klToPrior,
  priorLogDensity,
  reparameterize
} from "../../src/vae/elbo.js";
import {decodeLogits, encode} from "../../src/vae/networks.js";
import {initialWeights, toTensors} from "../../src/vae/weights.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "./tiny-vae.js";

describe("elbo", () => {
  before(useWasmBackend);

  const architecture = tinyArchitecture();

  function tiny(count: number, samples: number) {
    const {x, epsilon} = tinyBatch(count, samples);
    return {
      x: tf.tensor2d(x, [count, 6]),
      epsilon: tf.tensor2d(epsilon, [samples * count, 2]),
      weights: toTensors(initialWeights(architecture, {seed: 1, initializer: "paper"}))
    };
  }

  it("elboWithClosedKl(x, epsilon, …) is log p(x|mu + σ·epsilon) − KL, image by image", () => {
    const {x, epsilon, weights} = tiny(3, 1);
    const {mu, logVar} = encode(x, weights, architecture);
    const logits = decodeLogits(reparameterize(mu, logVar, epsilon), weights, architecture);
    const reconstruction = bernoulliLogLikelihood(x, logits);
    const kl = klToPrior(mu, logVar);
    const actual = elboWithClosedKl(x, epsilon, weights, architecture);
    assertInDelta(actual.reconstruction.dataSync(), reconstruction.dataSync());
    assertInDelta(actual.kl.dataSync(), kl.dataSync());
    assertInDelta(actual.elbo.dataSync(), reconstruction.sub(kl).dataSync());
  });

  it("elboWithClosedKl(x, epsilon, …) with L samples is the mean over them", () => {
    const {x, epsilon, weights} = tiny(3, 2);
    const both = elboWithClosedKl(x, epsilon, weights, architecture).elbo.dataSync();
    const [first, second] = [0, 3].map((start) =>
      elboWithClosedKl(x, epsilon.slice([start, 0], [3, 2]), weights, architecture).elbo.dataSync()
    );
    assertInDelta(
      both,
      first.map((value, i) => (value + second[i]) / 2)
    );
  });

  it("elboBySampling and elboWithClosedKl have one expectation (equations 6 and 7)", () => {
    const samples = 100_000;
    const {x, weights} = tiny(1, 1);
    const noise = standardNormals(randomSource(9), 2 * samples);
    const epsilon = tf.tensor2d(noise, [samples, 2]);
    const [a] = elboBySampling(x, epsilon, weights, architecture).dataSync();
    const [b] = elboWithClosedKl(x, epsilon, weights, architecture).elbo.dataSync();
    // log p(z) − log q(z|x) has a standard deviation of about 0.2 here: the mean, of 0.0006.
    assert.notEqual(a, b);
    assertInDelta([a], [b], 0.004);
  });

  it("elboWithClosedKl(x, epsilon, …) throws if the noise does not fit the batch", () => {
    const {x, weights} = tiny(3, 1);
    const epsilon = tf.zeros<tf.Rank.R2>([4, 2]);
    assert.throws(() => elboWithClosedKl(x, epsilon, weights, architecture), {
      message: "invalid epsilon: 4 rows, expected a multiple of the batch, 3"
    });
  });

  it("encode(x, weights, …) throws naming a weight that is missing or misshapen", () => {
    const {x, weights} = tiny(1, 1);
    const {"mu/bias": removed, ...rest} = weights;
    assert.throws(() => encode(x, rest, architecture), {
      message: /^missing weight: mu\/bias, expected shape \[\d+\]$/
    });
    assert.throws(() => encode(x, {...rest, "mu/bias": removed.expandDims(0)}, architecture), {
      message: "invalid mu/bias: shape [1,2], expected [2]"
    });
  });
});

describe("gaussian", () => {
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
});

describe("bernoulli", () => {
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
});
