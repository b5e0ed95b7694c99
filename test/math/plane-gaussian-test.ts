import {it} from "node:test";
import {standardNormal} from "../../src/math/diagonal-gaussian.js";
import {
  planeFactor,
  planeGaussianOf,
  planeKlToPrior,
  planeLogDensity,
  planeSamples
} from "../../src/math/plane-gaussian.js";
import {assertInDelta} from "../assert-in-delta.js";

const q = {mu: [1, -1], logVar: [Math.log(4), Math.log(9)], correlation: 0.6};

it("planeFactor(q) is L with L·Lᵀ = Σ, and planeGaussianOf(…) takes it back", () => {
  const {mean, factor} = planeFactor(q);
  assertInDelta(mean, [1, -1]);
  assertInDelta(factor, [2, 0, 1.8, 2.4]);
  const back = planeGaussianOf({mean, factor});
  assertInDelta([...back.mu, ...back.logVar, back.correlation!], [...q.mu, ...q.logVar, 0.6]);
});

it("planeSamples(q, epsilon) are μ + L ε; without a correlation μ + σ ⊙ ε", () => {
  const epsilon = Float64Array.of(1, 0, -1, 2);
  assertInDelta(planeSamples(q, epsilon), [3, 0.8, -1, 2]);
  assertInDelta(planeSamples({mu: q.mu, logVar: q.logVar}, epsilon), [3, -1, -1, 5]);
});

it("planeLogDensity(q, z) is log N(z; μ, Σ)", () => {
  // At ε = (1, 1): z = μ + (2, 4.2), log N = −log 2π − log(2 · 2.4) − 1.
  const expected = -Math.log(2 * Math.PI) - Math.log(4.8) - 1;
  assertInDelta(planeLogDensity(q, [3, 3.2]), [expected]);
});

it("planeKlToPrior(q) is ½(tr Σ + |μ|² − 2 − log det Σ)", () => {
  assertInDelta([planeKlToPrior(q)], [(13 + 2 - 2 - Math.log(36 * 0.64)) / 2]);
  assertInDelta([planeKlToPrior(standardNormal(2))], [0]);
});
