import assert from "node:assert/strict";
import {it} from "node:test";
import {methodCurve} from "../../../src/training/experiments/method-curve.js";
import {runFacts, runTitle} from "../../../src/training/experiments/run-facts.js";
import {recordedRun} from "./recorded-run.js";

it("runTitle(plan) names the method, the latents and the data", () => {
  assert.equal(runTitle(recordedRun({}).plan), "AEVB, 3 latents, MNIST");
  const {plan} = recordedRun({method: "wake-sleep", latentSize: 1, dataset: "fashion-mnist"});
  assert.equal(runTitle(plan), "wake-sleep, 1 latent, Fashion-MNIST");
});

it("runFacts(run) says what a run is, and tells the time of learning from that by the clock", () => {
  const facts = new Map(runFacts(recordedRun({method: "wake-sleep", seed: 2})));
  assert.deepEqual(Object.fromEntries(facts), {
    seed: "2",
    "step size": "0.02, better at first than 0.01 and 0.1",
    "how far": "20,000 images seen",
    time: "4 s of a processor for learning; 1 min 00 s by the clock, with measuring and interruptions",
    "made by": "the engine “kernel”, at commit abc1234",
    configuration:
      "500 tanh units in each network; the first 50,000 training images; Adagrad, M = 100, L = 1; " +
      "weights from N(0, 0.01²); the prior N(0, I) on the decoder’s weights; " +
      "dreams are draws of the pixels",
    "measured on": "the first 10,000 images of either set"
  });
  const alone = new Map(runFacts(recordedRun({rates: [0.02], initializer: "paper"})));
  assert.equal(alone.get("step size"), "0.02");
  const newer = new Map(runFacts({...recordedRun({}), processorSeconds: 50}));
  assert.match(newer.get("time")!, /1 min 00 s by the clock, with measuring, of which 50 s of a/);
  assert.match(alone.get("configuration")!, /deviation of 0\.1; the prior[^;]*$/);
});

it("methodCurve(panel, runs) draws the first run, and a band where others have come", () => {
  const runs = [
    recordedRun({seed: 1, heldOut: [-120, -110, -100]}),
    recordedRun({seed: 0, heldOut: [-130, -105]})
  ] as const;
  const curve = methodCurve("mnist-3", {method: "aevb", runs: [...runs]});
  assert.equal(curve.id, "mnist-3-aevb");
  assert.deepEqual(curve.solid, [
    {x: 10_000, y: -120},
    {x: 20_000, y: -110},
    {x: 30_000, y: -100}
  ]);
  assert.equal(curve.dashed.points[1].y, -109.5);
  assert.deepEqual(curve.band, [
    {x: 10_000, low: -130, high: -120},
    {x: 20_000, low: -110, high: -105}
  ]);
  assert.equal(
    curve.description,
    "AEVB, 3 latents, MNIST, seeds 0, 1: the bound on held-out images is −120.0 nats after " +
      "10,000 images, −100.0 nats after 30,000 images"
  );
});

it("methodCurve(…) over another axis has error bars, and no band", () => {
  const runs = [recordedRun({}), recordedRun({seed: 1})] as const;
  const curve = methodCurve(
    "n1000",
    {method: "aevb", runs: [...runs]},
    {
      name: "log p(x)",
      x: "seconds",
      heldOut: ({heldOut}) => heldOut!.elbo,
      train: ({train}) => train!.elbo,
      error: () => [1, 0.5]
    }
  );
  assert.deepEqual(curve.solid, [
    {x: 2, y: -120, error: 1},
    {x: 4, y: -110, error: 0.5}
  ]);
  assert.deepEqual(curve.band, []);
});
