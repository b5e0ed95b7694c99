import assert from "node:assert/strict";
import {it} from "node:test";
import {
  experimentPanels,
  pageRun,
  seedBand,
  withSeedFirst
} from "../../../src/training/experiments/page-runs.js";
import type {ExperimentRecord} from "../../../src/training/experiments/record.js";
import {recordedRun} from "./recorded-run.js";

it("pageRun(record) has the bound instead of its terms, to a hundredth of a nat", () => {
  const record: ExperimentRecord = {
    figure: 2,
    id: "mnist-3-aevb-0",
    plan: recordedRun({}).plan,
    imagesSeen: 20_000,
    command: "npm run experiment",
    commit: "abc1234",
    engine: "kernel",
    versions: {node: "20"},
    wallTimeSeconds: 12,
    rate: 0.02,
    trials: [{rate: 0.02, elbo: null}],
    curve: {
      imagesSeen: [10_000, 20_000],
      seconds: [1.5, 3],
      train: {reconstruction: [-200.1234, -180], kl: [10.111, 11]},
      heldOut: {reconstruction: [-201, -181], kl: [10, 11.5]},
      activeUnits: [3, 2]
    },
    klPerUnit: [5, 6, 0.001]
  };
  const {plan, ...run} = pageRun(record);
  assert.deepEqual(plan, record.plan);
  assert.deepEqual(run, {
    id: "mnist-3-aevb-0",
    rate: 0.02,
    commit: "abc1234",
    engine: "kernel",
    command: "npm run experiment",
    wallTimeSeconds: 12,
    klPerUnit: [5, 6, 0.001],
    curve: {
      imagesSeen: [10_000, 20_000],
      seconds: [1.5, 3],
      train: {elbo: [-210.23, -191], kl: [10.11, 11]},
      heldOut: {elbo: [-211, -192.5], kl: [10, 11.5]}
    }
  });
});

it("pageRun(record) has the marginal likelihood instead of the bound, to a hundredth of a nat", () => {
  const column = {
    estimate: [-195.794],
    spread: [0.046],
    importance: [-195.802],
    failed: [0],
    encoder: {estimate: [-196], spread: [1], effectiveSize: [9], few: [3]}
  };
  const terms = {reconstruction: [-190], kl: [5]};
  const curve = {imagesSeen: [10_000], seconds: [0.4], train: terms, heldOut: terms};
  const likelihood = {train: column, heldOut: column};
  const record = {...recordedRun({}), curve: {...curve, likelihood}} as unknown as ExperimentRecord;
  const short = {estimate: [-195.79], spread: [0.05], importance: [-195.8]};
  assert.deepEqual(pageRun(record).curve, {
    imagesSeen: [10_000],
    seconds: [0.4],
    likelihood: {train: short, heldOut: short}
  });
});

it("withSeedFirst(runs, seed) begins with the run of a seed, where there is one", () => {
  const [a, b] = [recordedRun({seed: 1}), recordedRun({seed: 0})];
  const seeds = (seed: number | undefined) =>
    withSeedFirst({method: "aevb", runs: [a, b]}, seed).runs.map(({plan}) => plan.seed);
  assert.deepEqual(
    [seeds(undefined), seeds(0), seeds(7)],
    [
      [1, 0],
      [0, 1],
      [1, 0]
    ]
  );
});

it("experimentPanels(runs) groups by setting and method, the run that goes farthest first", () => {
  const run = (id: string, seed: number, points: number, method: "aevb" | "wake-sleep" = "aevb") =>
    recordedRun({id: `${id}-${method}-${seed}`, method, seed, heldOut: Array(points).fill(-100)});
  const panels = experimentPanels([
    run("mnist-3", 0, 2),
    run("mnist-3", 0, 2, "wake-sleep"),
    run("mnist-20", 0, 2),
    run("mnist-3", 2, 3),
    run("mnist-3", 1, 3)
  ]);
  const found = panels.map(({id, methods}) => [
    id,
    ...methods.map(({method, runs}) => `${method} ${runs.map(({plan}) => plan.seed).join()}`)
  ]);
  assert.deepEqual(found, [
    ["mnist-3", "aevb 1,2,0", "wake-sleep 0"],
    ["mnist-20", "aevb 0"]
  ]);
});

it("seedBand(runs, values) reaches from the lowest to the highest where two runs have a point", () => {
  const runs = [
    [-100, -90, -80],
    [-104, -88],
    [-98, -95]
  ].map((heldOut) => recordedRun({heldOut}));
  assert.deepEqual(
    seedBand(runs, ({heldOut}) => heldOut!.elbo),
    [
      {imagesSeen: 10_000, low: -104, high: -98},
      {imagesSeen: 20_000, low: -95, high: -88}
    ]
  );
  assert.deepEqual(
    seedBand(runs.slice(0, 1), ({heldOut}) => heldOut!.elbo),
    []
  );
});
