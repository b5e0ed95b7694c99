import assert from "node:assert/strict";
import {before, it} from "node:test";
import {randomSource} from "../../src/math/random.js";
import type {Progress, TrainingPlan} from "../../src/vae/trainer.js";
import {createTfjsTrainer, rateAt, train} from "../../src/vae/trainer.js";
import {initialWeights} from "../../src/vae/weights.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {tinyArchitecture} from "./tiny-vae.js";

before(useWasmBackend);

const architecture = tinyArchitecture();
const plan: TrainingPlan = {
  seed: 0,
  batchSize: 5,
  samples: 1,
  latentSize: 2,
  epochs: 4,
  rate: 0.01,
  schedule: "constant"
};

/** Forty images that are one of two patterns. */
const images = (() => {
  const source = randomSource(1);
  const patterns = [
    [255, 255, 255, 0, 0, 0],
    [0, 0, 0, 255, 255, 255]
  ];
  const pixels = Array.from({length: 40}, () => patterns[source() < 0.5 ? 0 : 1]).flat();
  return {pixels: Uint8Array.from(pixels), count: 40};
})();

function startState(seed: number) {
  return {step: 0, weights: initialWeights(architecture, {seed}), optimizer: new Map()};
}

async function run(seed: number, options: Partial<TrainingPlan> = {}): Promise<Progress[]> {
  const trainer = createTfjsTrainer(architecture, startState(seed), "adam");
  const curve = [];
  for await (const progress of train(trainer, images, {...plan, seed, ...options})) {
    curve.push(progress);
  }
  return curve;
}

it("train(…) gives the same curve for the same seed, and another for another", async () => {
  const curve = await run(0);
  assert.deepEqual(await run(0), curve);
  assert.notEqual((await run(1))[0].elbo, curve[0].elbo);
});

it("train(…) yields after every minibatch what it has seen", async () => {
  const curve = await run(0);
  assert.equal(curve.length, 4 * 8);
  assert.deepEqual(
    curve.map(({step, imagesSeen}) => [step, imagesSeen]),
    curve.map((_, i) => [i + 1, 5 * (i + 1)])
  );
});

it("train(…) learns: the bound rises towards the entropy of the data", async () => {
  const curve = await run(0, {epochs: 100, rate: 0.02});
  const mean = (part: Progress[]) => part.reduce((sum, {elbo}) => sum + elbo, 0) / part.length;
  assert.ok(mean(curve.slice(0, 8)) < -3.5);
  // Two equally likely patterns leave at best −ln 2 ≈ −0.69 nats per image.
  assert.ok(mean(curve.slice(-80)) > -1.4, `${mean(curve.slice(-80))}`);
  assert.ok(mean(curve.slice(-80)) < -0.6, `${mean(curve.slice(-80))}`);
});

it("train(…) that was left and resumed from its state goes on as if it had not stopped", async () => {
  const first = createTfjsTrainer(architecture, startState(0), "adam");
  const curve = [];
  for await (const progress of train(first, images, plan)) {
    curve.push(progress);
    if (progress.step === 11) break;
  }
  const second = createTfjsTrainer(architecture, structuredClone(first.state()), "adam");
  for await (const progress of train(second, images, plan)) curve.push(progress);
  assert.deepEqual(curve, await run(0));
});

it("rateAt(step, …) is constant, or falls from the rate to 0 as half a cosine", () => {
  assert.equal(rateAt(7, 10, {rate: 0.1, schedule: "constant"}), 0.1);
  const cosine = [0, 5, 10].map((step) => rateAt(step, 10, {rate: 0.1, schedule: "cosine"}));
  assert.deepEqual(
    cosine.map((rate) => Math.round(rate * 1e12) / 1e12),
    [0.1, 0.05, 0]
  );
});
