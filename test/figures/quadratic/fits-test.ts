import assert from "node:assert/strict";
import {it} from "node:test";
import {data, quadraticFacts, quadraticFits} from "../../../src/figures/quadratic/fits.js";
import {assertInDelta} from "../../assert-in-delta.js";

it("quadraticFits() are in the order of their likelihoods: truth, bound, wake-sleep", () => {
  const {likelihood, bound, wakeSleep} = quadraticFits();
  // With infinitely many observations; a thousand of them have heavier or lighter tails.
  const evidence = [likelihood, bound, wakeSleep].map((facts) => facts.evidence);
  assertInDelta(evidence, [-1.36, -1.45, -1.77], 0.01);
  assert.ok(bound.bestElbo > likelihood.bestElbo + 0.1, "the bound prefers a worse decoder");
  assert.ok(bound.decoder.s > 1.5 * likelihood.decoder.s, "a noisier one");
  assert.ok(wakeSleep.decoder.a < bound.decoder.a / 3, "wake-sleep’s nearly forgets z");
  for (const facts of [likelihood, bound, wakeSleep]) {
    assert.ok(facts.evidence > facts.bestElbo && facts.bestElbo > facts.momentElbo);
  }
});

it("quadraticFacts(decoder) has the highest likelihood at the truth", () => {
  const truth = {a: 1, b: 0, s: 0.3};
  const {evidence} = quadraticFacts(truth);
  for (const move of [{a: 1.05}, {a: 0.95}, {b: 0.03}, {b: -0.03}, {s: 0.33}, {s: 0.27}]) {
    assert.ok(quadraticFacts({...truth, ...move}).evidence < evidence, JSON.stringify(move));
  }
  assertInDelta([data.weights.reduce((sum, weight) => sum + weight, 0)], [1], 1e-9);
});
