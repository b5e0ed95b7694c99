import assert from "node:assert/strict";
import {it} from "node:test";
import {linearFacts} from "../../../src/figures/linear-gap/figure.js";
import {powerOfTen} from "../../../src/figures/linear-gap/curves.js";
import {linearTraining} from "../../../src/figures/linear-gap/training.js";
import {turnedLatents} from "../../../src/math/linear-bound.js";
import {assertInDelta} from "../../assert-in-delta.js";

for (const seed of [1, 2, 3]) {
  it(`linearTraining(${seed}) closes the gap along the principal axes`, () => {
    const training = linearTraining(seed);
    assert.equal(training.steps.length, training.models.length);
    const first = linearFacts(training, training.models[0]!);
    const last = linearFacts(training, training.models.at(-1)!);
    assert.ok(last.gap < 1e-6 && last.gap < first.gap, `the gap is ${last.gap}`);
    assertInDelta([last.variance], [last.discarded], 1e-4);
    assertInDelta([...last.cosines, last.between], [1, 1, 0], 1e-4);
    assert.ok(first.evidence < last.evidence - 1);
  });
}

it("a turned model of linearTraining(seed) has the same log p(x) and a lower bound", () => {
  const training = linearTraining(1);
  const model = training.models.at(-1)!;
  const [before, after] = [model, turnedLatents(model, Math.PI / 4)].map((one) =>
    linearFacts(training, one)
  );
  assertInDelta([after!.evidence], [before!.evidence], 1e-9);
  // ½ (Σ log Mⱼⱼ − log det M) at 45°, from the eigenvalues of M.
  const [a, b] = [0, 1].map((k) => training.eigen.values[k]! / before!.variance);
  assertInDelta([after!.gap], [Math.log((a! + b!) / 2) - Math.log(a! * b!) / 2], 1e-3);
  assertInDelta([after!.elbo], [before!.elbo - after!.gap], 1e-6);
});

it("powerOfTen(value) is the power that is next above", () => {
  assert.deepEqual([1, 1e-4, 2e-7, 1e-12].map(powerOfTen), ["1", "10⁻⁴", "10⁻⁶", "10⁻¹²"]);
});
