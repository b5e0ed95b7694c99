import assert from "node:assert/strict";
import {it} from "node:test";
import {likeliestLinear, linearPosterior} from "../../src/math/linear-gaussian.js";
import {sampleMoments} from "../../src/math/moments.js";
import type {TinyParameters} from "../../src/math/tiny-vae.js";
import {
  TINY_RATE,
  tinyBound,
  tinyData,
  tinyEvidence,
  tinyLinearModel,
  tinyNames,
  tinyQ,
  tinyStart,
  tinyStep
} from "../../src/math/tiny-vae.js";
import {assertInDelta} from "../assert-in-delta.js";

const data = tinyData(40);
const some: TinyParameters = {
  w1: 1.2,
  w2: 0.5,
  b1: 0.3,
  b2: -0.2,
  a1: 0.4,
  a2: 0.2,
  c: -0.1,
  rho: -0.6
};

/** Returns the parameters after some turns. */
function trained(turns: number, {M, L}: {M: number; L: number}): TinyParameters {
  let parameters = tinyStart;
  for (let turn = 0; turn < turns; ++turn) {
    parameters = tinyStep(data, parameters, {seed: 1, turn, M, L, estimator: "B"}).next;
  }
  return parameters;
}

for (const estimator of ["A", "B"] as const) {
  it(`tinyStep(): the gradient by (${estimator}) is the derivative of the bound, on average`, () => {
    const turns = Array.from({length: 3000}, (_, turn) =>
      tinyStep(data, some, {seed: 5, turn, M: 4, L: 2, estimator})
    );
    for (const name of tinyNames) {
      const at = (by: number) => tinyBound(data, {...some, [name]: some[name] + by});
      const exact = (at(1e-4) - at(-1e-4)) / 2e-4;
      const {mean, variance} = sampleMoments(turns.map(({gradient}) => gradient[name]));
      const error = Math.sqrt(variance / turns.length);
      assert.ok(Math.abs(mean - exact) < 4 * error, `${name}: ${mean} ± ${error}, exact ${exact}`);
    }
    const {mean, variance} = sampleMoments(turns.map(({bound}) => bound));
    assert.ok(Math.abs(mean - tinyBound(data, some)) < 4 * Math.sqrt(variance / turns.length));
  });
}

it("tinyStep() draws M different images, and L draws z = μ + σε for each", () => {
  const step = tinyStep(data, some, {seed: 2, turn: 7, M: 5, L: 3, estimator: "A"});
  assert.equal(new Set(step.minibatch).size, 5);
  step.draws.forEach(({z, epsilon}, i) => {
    assert.equal(z.length, 3);
    const {mu, sigma} = tinyQ(some, data[step.minibatch[i]]);
    assertInDelta(
      [...z],
      [...epsilon].map((e) => mu[0] + sigma[0] * e),
      1e-12
    );
  });
  for (const name of tinyNames) {
    assertInDelta([step.next[name]], [some[name] + TINY_RATE * step.gradient[name]], 1e-12);
  }
});

it("trained, the bound comes within a hundredth of a nat of log p(x), and that of the best line", () => {
  const parameters = trained(4000, {M: 20, L: 4});
  const [bound, logP] = [tinyBound(data, parameters), tinyEvidence(data, parameters)];
  assert.ok(bound <= logP && logP - bound < 0.01, `${bound} ${logP}`);
  const {weights, bias} = likeliestLinear(Float64Array.from(data.flat()), 2);
  const best = tinyEvidence(data, {
    ...some,
    w1: weights[0],
    w2: weights[1],
    b1: bias[0],
    b2: bias[1]
  });
  assert.ok(Math.abs(best - logP) < 0.05, `${best} ${logP}`);
  const {mean, factor} = linearPosterior(tinyLinearModel(parameters), Float64Array.from(data[0]));
  const {mu, sigma} = tinyQ(parameters, data[0]);
  assert.ok(Math.abs(mean[0] - mu[0]) < 0.1, `${mean[0]} ${mu[0]}`);
  assert.ok(Math.abs(factor[0] / sigma[0] - 1) < 0.1, `${factor[0]} ${sigma[0]}`);
});

it("at M · L = 20 the gradient varies least with one draw each: images vary more than noise", () => {
  const varianceAt = (M: number, L: number) => {
    const all = Array.from({length: 2000}, (_, turn) =>
      tinyStep(data, some, {seed: 9, turn, M, L, estimator: "B"})
    );
    return tinyNames.reduce(
      (sum, name) => sum + sampleMoments(all.map(({gradient}) => gradient[name])).variance,
      0
    );
  };
  const [one, four, twenty] = [varianceAt(20, 1), varianceAt(5, 4), varianceAt(1, 20)];
  assert.ok(one < four && four < twenty, `${one} ${four} ${twenty}`);
});
