import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {bernoulliLogLikelihood} from "../../src/vae/bernoulli.js";
import {decodeLogits} from "../../src/vae/decoder.js";
import {elboBySampling, elboWithClosedKl} from "../../src/vae/elbo.js";
import {encode} from "../../src/vae/encoder.js";
import {klToPrior, reparameterize} from "../../src/vae/gaussian.js";
import {toTensors} from "../../src/vae/layer-tensors.js";
import {initialWeights} from "../../src/vae/weights.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "./tiny-vae.js";

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
  assert.throws(() => encode(x, rest, architecture), {message: "missing weight: mu/bias"});
  assert.throws(() => encode(x, {...rest, "mu/bias": removed.expandDims(0)}, architecture), {
    message: "invalid mu/bias: shape [1,2], expected [2]"
  });
});
