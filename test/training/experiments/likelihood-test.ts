import assert from "node:assert/strict";
import {it} from "node:test";
import {openLearner} from "../../../src/training/experiments/learner.js";
import {
  measureLikelihood,
  type LikelihoodTerms
} from "../../../src/training/experiments/likelihood.js";
import {posteriorStarts} from "../../../src/training/experiments/posterior-starts.js";
import {imageLikelihoods} from "../../../src/math/likelihood.js";
import {randomSource} from "../../../src/math/random.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {tinyExperiment} from "./tiny-experiment.js";

it("measureLikelihood(…) is log p(x) by quadrature over one latent, by each estimator", async () => {
  const {plan, images, kernel} = await tinyExperiment({});
  const learner = await openLearner(plan, images.train, kernel);
  for (let step = 0; step < 600; ++step) learner.step(0.05);
  const count = 30;
  const x = Float32Array.from(images.heldOut.pixels, (pixel) => pixel / 255);
  const [width, points] = [0.01, 1201];
  const z = Float32Array.from({length: points}, (_, i) => (i - 600) * width);
  const logits = learner.model.decode(z, points);
  let exact = 0;
  for (let image = 0; image < count; ++image) {
    const likelihoods = imageLikelihoods(x.slice(image * 8, (image + 1) * 8), logits);
    const sum = likelihoods.reduce(
      (total, value, i) => total + Math.exp(value - z[i] ** 2 / 2) * width,
      0
    );
    exact += Math.log(sum / Math.sqrt(2 * Math.PI)) / count;
  }
  const parts = measureLikelihood({...learner.model, ...learner.posterior()}, x, {
    latentSize: 1,
    seed: 0,
    rows: 10,
    count,
    hasEncoder: true
  });
  for (const measured of [10, 20, 30]) assert.equal(parts.next().value, measured);
  const terms = parts.next().value as LikelihoodTerms;
  assert.equal(terms.failed, 0);
  assertInDelta([terms.estimate, terms.importance], [exact, exact], 0.08);
  assert.ok(terms.spread < 0.5, `the spread is ${terms.spread}`);
  const {estimate, spread, effectiveSize, few} = terms.encoder!;
  assertInDelta([estimate], [exact], 0.03);
  assert.ok(spread < 0.3, `the spread is ${spread}`);
  assert.ok(effectiveSize > 30 && effectiveSize <= 3 * 48, `the size is ${effectiveSize}`);
  assert.equal(few, 0);
});

it("posteriorStarts(…) chooses draws of the prior by their shares in p(x)", () => {
  // One pixel, dark at z = −1 and light at z = 1, nine to one.
  const [prior, logits] = [Float32Array.of(-1, 1), Float32Array.of(Math.log(9), -Math.log(9))];
  const choose = posteriorStarts(prior, logits, 1);
  const starts = choose(new Float32Array(1000).fill(1), randomSource(0));
  assertInDelta([starts.filter((z) => z === -1).length / 1000], [0.9], 0.03);
});
