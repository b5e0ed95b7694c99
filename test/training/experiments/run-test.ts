import assert from "node:assert/strict";
import {it} from "node:test";
import {openLearner} from "../../../src/training/experiments/learner.js";
import {curveDifference, experimentRecord} from "../../../src/training/experiments/record.js";
import {FIRST_POINT, openExperiment} from "../../../src/training/experiments/run.js";
import type {ExperimentRun} from "../../../src/training/experiments/run.js";
import {tinyExperiment} from "./tiny-experiment.js";

const facts = {
  figure: 2,
  id: "tiny",
  command: "",
  commit: "",
  engine: "kernel",
  versions: {},
  wallTimeSeconds: 0
};

function runTo(run: ExperimentRun, images: number): void {
  while (run.imagesSeen < images) run.next();
}

for (const method of ["aevb", "wake-sleep", "mcem"] as const) {
  it(`openExperiment(…) goes on with ${method} as if it had not stopped`, async () => {
    const setup = await tinyExperiment({method});
    const whole = await openExperiment(setup);
    runTo(whole, FIRST_POINT + 60);
    const first = await openExperiment(setup);
    // Monte Carlo EM is then in the middle of the updates by one draw.
    runTo(first, FIRST_POINT - 470);
    const second = await openExperiment(setup, structuredClone(first.state()));
    runTo(second, FIRST_POINT + 60);
    assert.deepEqual(second.state(), whole.state());
    assert.equal(whole.state().curve.length, 1);
  });

  it(`openExperiment(…) learns with ${method}: log p(x) of held-out images grows`, async () => {
    const setup = await tinyExperiment({method, likelihood: true, pointsPerDecade: 5});
    const run = await openExperiment(setup);
    runTo(run, 16_000);
    const {curve} = run.state();
    assert.equal(curve.length, 2);
    // Pixels that are known have a floor of about 8 × 0.39 nats, and the kind costs log 2.
    const {heldOut} = curve[1].likelihood!;
    assert.ok(heldOut.estimate > -5.1, `${method}: ${heldOut.estimate}`);
    assert.ok(Math.abs(heldOut.estimate - heldOut.importance) < 0.3);
    assert.equal(curve[1].heldOut === undefined, method === "mcem");
    // The bound of 30 images by one draw each has an error of its own.
    if (curve[1].heldOut) assert.ok(curve[1].heldOut.elbo < heldOut.estimate + 0.1);
  });
}

it("openExperiment(…) chooses the step size with the highest bound, for every seed the same", async () => {
  const rates = [1e-5, 0.05];
  const runs = await Promise.all(
    [0, 1].map(async (seed) => openExperiment(await tinyExperiment({rates, seed})))
  );
  const states = runs.map((run) => run.state());
  for (const {rate, trials} of states) {
    assert.equal(rate, 0.05);
    assert.deepEqual(
      trials.map((trial) => trial.rate),
      rates
    );
  }
  assert.deepEqual(states[0].trials, states[1].trials);
});

it("openExperiment(…) throws for a state of another plan or of other images", async () => {
  const setup = await tinyExperiment({});
  const state = (await openExperiment(setup)).state();
  const other = {...setup, plan: {...setup.plan, seed: 1}};
  await assert.rejects(openExperiment(other, state), /^Error: invalid plan: .*expected.*own$/);
  const {train} = setup.images;
  const images = {...setup.images, train: {...train, pixels: train.pixels.toReversed()}};
  await assert.rejects(openExperiment({...setup, images}, state), /^Error: invalid images: /);
});

it("the weight prior draws the decoder’s weights to 0, and by default no others", async () => {
  const setup = await tinyExperiment({});
  const images = {...setup.images.train, count: 50};
  const norms = async (weightPrior: "none" | "decoder") => {
    const learner = await openLearner(
      {...setup.plan, trainImages: 1, weightPrior},
      images,
      setup.kernel
    );
    for (let step = 0; step < 60; ++step) learner.step(0.05);
    const {weights} = learner.state();
    return ["decoder_hidden_1/kernel", "logits/kernel"].map((name) =>
      Math.hypot(...weights.get(name)!.values)
    );
  };
  const [free, drawn] = [await norms("none"), await norms("decoder")];
  for (const [i, norm] of drawn.entries()) assert.ok(norm < 0.8 * free[i]);
});

it("curveDifference(a, b) is the largest difference of a term where both have a point", async () => {
  const run = await openExperiment(await tinyExperiment({}));
  runTo(run, 13_000);
  const state = run.state();
  const whole = experimentRecord(state, facts).curve;
  const shorter = experimentRecord({...state, curve: state.curve.slice(0, 1)}, facts).curve;
  assert.equal(curveDifference(shorter, whole), 0);
  shorter.heldOut!.kl[0] += 0.25;
  assert.equal(curveDifference(shorter, whole).toFixed(9), "0.250000000");
  const none = {...shorter, imagesSeen: [1]};
  assert.throws(() => curveDifference(none, whole), /no point in common/);
});
