import assert from "node:assert/strict";
import {it} from "node:test";
import type {DiagonalGaussian} from "../../src/math/diagonal-gaussian.js";
import type {FullGaussian} from "../../src/math/gaussian-fit.js";
import {
  gaussianProposal,
  importanceEstimates,
  widenedProposal,
  type Proposal
} from "../../src/math/marginal-likelihood.js";
import {sampleMoments} from "../../src/math/moments.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";
import {linearCase, twoLatents, type LinearCase} from "./linear-case.js";

/** Returns the mean of many estimates of one image, its standard error, and their sizes. */
function repeated(
  {logJoint, posterior}: LinearCase,
  proposal: Proposal,
  {times = 100, draws = 48} = {}
) {
  const all = importanceEstimates(
    logJoint,
    Array.from({length: times}, () => proposal),
    {source: randomSource(1), dimensions: posterior.mean.length, draws, repeats: 1}
  ).map((one) => one!);
  const {mean, variance} = sampleMoments(all.map(({estimate}) => estimate));
  const {mean: size} = sampleMoments(all.map(({effectiveSize}) => effectiveSize));
  return {mean, error: Math.sqrt(variance / times), size};
}

/** Returns N(mean, diag L·Lᵀ): the widths of a posterior without its correlations. */
function withoutCorrelations({mean, factor}: FullGaussian): DiagonalGaussian {
  const n = mean.length;
  const logVar = Array.from(mean, (_, i) =>
    Math.log(factor.slice(i * n, (i + 1) * n).reduce((sum, value) => sum + value * value, 0))
  );
  return {mu: [...mean], logVar};
}

/** A model of many latents, of which only some have weights. */
function manyLatents(latents: number, used: number): LinearCase {
  const pixels = 12;
  const weights = Float64Array.from(
    standardNormals(randomSource(2), latents * pixels),
    (value, i) => (i < used * pixels ? 0.5 * value : 0)
  );
  const model = {weights, bias: new Float64Array(pixels), variance: 0.5};
  return linearCase(model, Float64Array.from(standardNormals(randomSource(3), pixels)));
}

it("importanceEstimates(…) from the posterior itself is log p(x) by any draw", () => {
  const {logJoint, posterior, exact} = twoLatents;
  const [one] = importanceEstimates(logJoint, [gaussianProposal(posterior)], {
    source: randomSource(0),
    dimensions: 2,
    draws: 10,
    repeats: 3
  });
  assertInDelta([one!.estimate, one!.spread, one!.effectiveSize], [exact, 0, 30], 1e-4);
});

it("importanceEstimates(…) has no estimate where there is no q, and the others as they are", () => {
  const q = widenedProposal(withoutCorrelations(twoLatents.posterior));
  const estimatesOf = (proposals: (Proposal | undefined)[]) =>
    importanceEstimates(twoLatents.logJoint, proposals, {
      source: randomSource(0),
      dimensions: 2,
      draws: 6,
      repeats: 2
    });
  const [, second] = estimatesOf([q, q]);
  assert.deepEqual(estimatesOf([undefined, q]), [undefined, second]);
});

it("importanceEstimates(…) from a widened q is log p(x) within its error, by 2 or 8 latents", () => {
  for (const linear of [twoLatents, manyLatents(8, 8)]) {
    const q = widenedProposal(withoutCorrelations(linear.posterior));
    const {mean, error} = repeated(linear, q, {draws: 900, times: 30});
    assert.ok(error < 0.02, `${error}`);
    // log p(x) is too small on average by half the estimate's variance.
    assertInDelta([mean], [linear.exact - (30 * error ** 2) / 2], 4 * error);
  }
});

it("the spread is that of an estimate by one repeat, within its own error", () => {
  const q = widenedProposal(withoutCorrelations(twoLatents.posterior));
  const {error} = repeated(twoLatents, q, {times: 200});
  const [one] = importanceEstimates(twoLatents.logJoint, [q], {
    source: randomSource(5),
    dimensions: 2,
    draws: 48,
    repeats: 200
  });
  assertInDelta([one!.spread / (error * Math.sqrt(200))], [1], 0.2);
});

it("too narrow a q is nats too small and sure of itself; widened, it is right", () => {
  const {mu, logVar} = withoutCorrelations(twoLatents.posterior);
  // A tenth of the variances, and a deviation of the posterior beside its mean.
  const narrow = {
    mu: mu.map((value, j) => value + Math.exp(logVar[j] / 2)),
    logVar: logVar.map((value) => value - Math.log(10))
  };
  const alone = repeated(twoLatents, widenedProposal(narrow, [1]), {draws: 300});
  assert.ok(alone.mean < twoLatents.exact - 1, `${alone.mean} ${twoLatents.exact}`);
  assert.ok(alone.error < 0.1, `${alone.error}`);
  const widened = repeated(twoLatents, widenedProposal(narrow), {draws: 300});
  assertInDelta([widened.mean], [twoLatents.exact], 4 * widened.error);
  assert.ok(widened.error < 0.02, `${widened.error}`);
});

it("200 latents cost no more draws than the few that are used: none is widened beyond the prior", () => {
  const [few, many] = [manyLatents(5, 5), manyLatents(200, 5)];
  assertInDelta([many.exact], [few.exact], 1e-9);
  const sizeOf = (linear: LinearCase) => {
    const q = widenedProposal(withoutCorrelations(linear.posterior));
    const {mean, error, size} = repeated(linear, q, {times: 20});
    assertInDelta([mean], [linear.exact], 4 * error + 0.1);
    return size;
  };
  assertInDelta([sizeOf(many) / sizeOf(few)], [1], 0.2);
});
