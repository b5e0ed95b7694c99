import assert from "node:assert/strict";
import {it} from "node:test";
import {planWithOptions, runCommand} from "../../src/training/command.js";
import {
  architectureOf,
  parseRunPlan,
  presetPlan,
  presets,
  trainingPlanOf
} from "../../src/training/plan.js";

const plan = presetPlan("viewer", {dataset: "mnist", seed: 7});

it("presetPlan(name, …) is a valid plan, whatever the preset", () => {
  for (const name of Object.keys(presets)) {
    const preset = presetPlan(name, {dataset: "mnist"});
    assert.deepEqual(parseRunPlan(preset), preset);
  }
  assert.throws(() => presetPlan("hope", {dataset: "mnist"}), {
    message: 'unknown preset: "hope", expected one of paper, viewer, collapse, islands'
  });
});

it("presetPlan(paper) is what section 5 of the paper says", () => {
  const paper = presetPlan("paper", {dataset: "mnist"});
  const hidden = [{units: 500, activation: "tanh"}];
  assert.deepEqual(architectureOf(paper, 784), {
    inputSize: 784,
    latentSize: 2,
    encoderHidden: hidden,
    decoderHidden: hidden
  });
  const {optimizer, rate, batchSize, samples, beta, reduction, initializer} = paper;
  assert.deepEqual(
    [optimizer, rate, batchSize, samples, beta, reduction, initializer],
    ["adagrad", 0.02, 100, 1, 1, "sum", "paper"]
  );
});

it("parseRunPlan(value) names the field that is wrong, its value and what was expected", () => {
  const wrong: [object, string][] = [
    [{rate: 0}, "rate: 0, expected a number > 0 and ≤ 10"],
    [{rate: "0.1"}, 'rate: "0.1", expected a number > 0 and ≤ 10'],
    [{beta: -1}, "beta: -1, expected a number ≥ 0"],
    [{latentSize: 0}, "latentSize: 0, expected an integer from 1 to 500"],
    [{hiddenLayers: 9}, "hiddenLayers: 9, expected an integer from 0 to 4"],
    [{optimizer: "sgd"}, 'optimizer: "sgd", expected "adagrad" or "adam"'],
    [{reduction: "max"}, 'reduction: "max", expected "sum" or "mean"'],
    [{samples: 30}, "samples: 30, expected batchSize × samples ≤ 2000, so at most 20"],
    [{dataset: ""}, 'dataset: "", expected text'],
    [{images: 1.5}, "images: 1.5, expected an integer ≥ 1"]
  ];
  for (const [change, message] of wrong) {
    assert.throws(() => parseRunPlan({...plan, ...change}), {message: `invalid plan: ${message}`});
  }
  assert.throws(() => parseRunPlan({...plan, momentum: 1}), {
    message: "invalid plan: unknown field momentum, expected none of that name"
  });
  assert.throws(() => parseRunPlan({...plan, seed: undefined}), {
    message: "invalid plan: missing field seed"
  });
});

it("trainingPlanOf(plan) is the plan of the loop", () => {
  assert.deepEqual(trainingPlanOf(plan), {
    seed: 7,
    batchSize: 100,
    samples: 1,
    latentSize: 2,
    epochs: 20,
    rate: 0.001,
    schedule: "constant"
  });
});

it("planWithOptions(base, …) reads what runCommand(plan) writes", () => {
  const odd = {...plan, dataset: "it's mine", images: 500, beta: 1e-7, hiddenLayers: 0};
  const command = runCommand(odd, {steps: 12});
  assert.match(command, /^npm run train -- --dataset 'it'\\''s mine' --images 500 --latents 2 /);
  assert.match(command, / --steps 12$/);
  const options = Object.fromEntries(
    Array.from(command.matchAll(/--(\w+) (\S+)/g), ([, name, value]) => [name, value])
  );
  const base = presetPlan("paper", {dataset: "mnist"});
  assert.deepEqual(planWithOptions(base, {...options, dataset: odd.dataset}), odd);
});

it("planWithOptions(base, …) names an option that is no number, or out of range", () => {
  for (const value of ["", " ", "ten"]) {
    assert.throws(() => planWithOptions(plan, {batch: value}), {
      message: `invalid --batch: ${JSON.stringify(value)}, expected a number`
    });
  }
  assert.throws(() => planWithOptions(plan, {rate: "-1"}), {
    message: "invalid plan: rate: -1, expected a number > 0 and ≤ 10"
  });
});
