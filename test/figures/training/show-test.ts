import assert from "node:assert/strict";
import {test} from "node:test";
import {describeObjective, differs} from "../../../src/figures/training/show.js";
import {presetPlan} from "../../../src/training/plan.js";

const plan = presetPlan("viewer", {dataset: "mnist", seed: 7});

test("describeObjective(controls, images) names the bound, and what else is raised", () => {
  assert.match(describeObjective(plan, undefined), /^Raises the bound itself.* Seed 7\.$/);
  const dear = describeObjective({...plan, beta: 784}, undefined);
  assert.match(dear, /− 784 · KL\(q‖p\(z\)\)\. Seed/);
  assert.match(describeObjective({...plan, beta: 0}, undefined), /the KL is free/);
});

test("describeObjective(controls, images) says of the mean what it is as a sum", () => {
  const mean = {...plan, reduction: "mean" as const};
  assert.match(describeObjective(mean, undefined), /− 784 · KL.*, all divided by 784/);
  const small = describeObjective({...mean, beta: 0.5}, {width: 10, height: 4});
  assert.match(small, /− 20 · KL.*, all divided by 40/);
});

test("differs(plan, controls) compares all but the number of images", () => {
  const {images: _, ...controls} = {...plan, images: 5};
  assert.equal(differs({...plan, images: 9000}, controls), false);
  assert.equal(differs(plan, {...controls, beta: 2}), true);
  assert.equal(differs(plan, {...controls, seed: 8}), true);
});
