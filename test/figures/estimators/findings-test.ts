import assert from "node:assert/strict";
import {it} from "node:test";
import {measuredSentence, noiseAnswer} from "../../../src/figures/estimators/findings.js";
import type {NoiseRow, TrainingStates} from "../../../src/formats/training-states.js";

const row = (state: string, mu: number): NoiseRow => ({
  state,
  elbo: -131,
  value: {A: 12.34, B: 22.51},
  quieterA: 0.98,
  mu: {A: mu, path: 0.5},
  logSigma: {A: 1.2, path: 0.4}
});
const record: TrainingStates = {
  command: "npm run record-states",
  commit: "abc",
  plan: "npm run train -- --latents 20",
  latentSize: 20,
  hiddenUnits: 200,
  batchSize: 100,
  steps: [0, 1000],
  measured: {images: 150, draws: 400},
  noise: [row("0", 7.7), row("1000", 1.14)]
};

it("noiseAnswer() names both variances late, and the ratios of the gradients late and at first", () => {
  assert.equal(
    noiseAnswer(record),
    "After 1,000 minibatches a draw of (7) has a variance of 22.5 nats², and one of (6) only 12.3: " +
      "(6) is the quieter one on 98% of the images. With respect to μ it is the other way round. " +
      "The gradient of (6) varies 1.14 times as much, and at the start 7.70 times. Training follows " +
      "the gradient."
  );
});

it("measuredSentence() says over what", () => {
  const text = measuredSentence(record);
  assert.match(text, /the first 150 test images of MNIST, with 400 draws each/);
});
