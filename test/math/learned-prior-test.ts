import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {it} from "node:test";
import {decodeCodes} from "../../src/formats/codes.js";
import type {PriorRecord} from "../../src/formats/prior-record.js";
import {flowLogDensity, flowStart, openFlow} from "../../src/math/code-flow.js";
import {flowLoss, priorGain, splitPosteriors, trainPrior} from "../../src/math/learned-prior.js";
import {mixtureLogDensity, mixtureTerms} from "../../src/math/mixture.js";
import {priorSamples} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const record = JSON.parse(read("src/data/prior/mnist-2d.json").toString()) as PriorRecord;
const split = splitPosteriors(decodeCodes(read("models/mnist-2d/codes.bin")));

/** Returns posteriors of one latent whose mixture is nearly N(mean, spread² + sigma²). */
function normalPosteriors(count: number, {mean = 0, spread = 1, sigma = 1}) {
  const mu = priorSamples(7, count, 1).map((value) => mean + spread * value);
  return {count, latentSize: 1, mu, logVar: new Float32Array(count).fill(2 * Math.log(sigma))};
}

it("flowLoss(flow) adds the gradient of the loss by the weights, as differences find it", () => {
  const flow = flowStart(2, 3);
  const start = priorSamples(5, flow.weights.length, 1);
  flow.weights.forEach((value, i) => (flow.weights[i] = 0.7 * value + 0.2 * start[i]));
  const batch = {
    t: Float64Array.of(0.2, 0.9, 1.4),
    z: Float64Array.of(0.5, -1, 1.2, 0.3, -0.4, 2),
    velocity: Float64Array.of(-0.7, 0.1, 1.5, -1.2, 0.6, 0.4)
  };
  const lossAt = () => flowLoss(flow, batch, new Float64Array(flow.weights.length));
  const gradient = new Float64Array(flow.weights.length);
  flowLoss(flow, batch, gradient);
  const h = 1e-5;
  for (let i = 0; i < gradient.length; i += 3) {
    const value = flow.weights[i];
    flow.weights[i] = value + h;
    const above = lossAt();
    flow.weights[i] = value - h;
    const below = lossAt();
    flow.weights[i] = value;
    assertInDelta([gradient[i]], [(above - below) / (2 * h)], 1e-6);
  }
});

it("trainPrior() finds the Gaussian that the codes are of, and its gain is the KL of it", () => {
  const posteriors = normalPosteriors(2000, {mean: 0.8, spread: 0.4, sigma: 0.3});
  const flow = trainPrior(posteriors, {seed: 1, steps: 300});
  // KL(N(0.8, 0.5²) ‖ N(0, 1)) in closed form.
  const kl = (0.8 ** 2 + 0.5 ** 2 - 1) / 2 - Math.log(0.5);
  const others = normalPosteriors(500, {mean: 0.8, spread: 0.4, sigma: 0.3});
  const {gain, standardError} = priorGain((z) => flowLogDensity(flow, z), others, {
    seed: 2,
    draws: 2
  });
  assert.ok(standardError < 0.05, String(standardError));
  assertInDelta([gain], [kl], 3 * standardError);
});

it("trainPrior() repeats itself with one seed, and not with another", () => {
  const posteriors = normalPosteriors(50, {mean: 1, spread: 0.5, sigma: 0.5});
  const weights = (seed: number) => trainPrior(posteriors, {seed, steps: 3}).weights;
  assert.deepEqual(weights(1), weights(1));
  assert.notDeepEqual(weights(1), weights(2));
});

it("the mixture of the codes themselves, as a prior, gains all of the mismatch", () => {
  const posteriors = normalPosteriors(300, {mean: 0.5, spread: 0.7, sigma: 0.2});
  const {mismatch, standardError} = mixtureTerms(posteriors, {seed: 1});
  const {gain} = priorGain((z) => mixtureLogDensity(posteriors, z), posteriors, {
    seed: 1,
    draws: 8
  });
  assertInDelta([gain], [mismatch], 4 * standardError);
});

it("splitPosteriors() holds out 1,000 images, and none of them is trained on", () => {
  assert.deepEqual([split.train.count, split.heldOut.count], [9000, 1000]);
  const all = new Set<string>();
  for (const {count, mu, logVar} of [split.train, split.heldOut]) {
    for (let i = 0; i < 2 * count; i += 2) {
      all.add([mu[i], mu[i + 1], logVar[i], logVar[i + 1]].join());
    }
  }
  assert.ok(all.size > 9990, String(all.size));
});

it("the recorded prior raises the bound of held-out images, by less than the mismatch", () => {
  const {terms, learned, mixture} = record;
  assertInDelta([terms.information + terms.mismatch], [terms.kl], 1e-3);
  for (const {gain, standardError} of [learned.trained, learned.heldOut]) {
    assert.ok(gain > 4 * standardError, `${gain} ± ${standardError}`);
    assert.ok(gain < terms.mismatch + 2 * (standardError + terms.standardError));
  }
  // Of all priors the mixture is the best for its own images, and no good for others.
  assertInDelta([mixture.trained.gain], [terms.mismatch], 3 * mixture.trained.standardError);
  assert.ok(mixture.heldOut.gain < learned.heldOut.gain - 2 * mixture.heldOut.standardError);
  // Measured anew, by other draws of fewer images.
  const flow = openFlow(record.flow);
  const few = {...split.heldOut, count: 400};
  const {gain, standardError} = priorGain((z) => flowLogDensity(flow, z), few, {seed: 8, draws: 1});
  assertInDelta([gain], [learned.heldOut.gain], 3 * standardError);
});
