import assert from "node:assert/strict";
import {it} from "node:test";
import {decoderPosterior} from "../../src/math/decoder-posterior.js";
import {fullGaussianDraws, fullGaussianLogDensity} from "../../src/math/gaussian-fit.js";
import {createChains, tuneChains} from "../../src/math/hmc.js";
import {linearDecoder} from "../../src/math/linear-gaussian.js";
import {marginalLikelihood} from "../../src/math/marginal-likelihood.js";
import {sampleMoments} from "../../src/math/moments.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";
import {twoLatents} from "./linear-case.js";

const {model, x, exact, posterior, logJoint} = twoLatents;

/** Returns estimates from posterior draws of their own, by an estimator of 50 and 50. */
function repeated(times: number, estimate: (a: Float64Array, b: Float64Array) => number) {
  const source = randomSource(4);
  const draws = () => fullGaussianDraws(posterior, standardNormals(source, 100));
  return sampleMoments(Array.from({length: times}, () => estimate(draws(), draws())));
}

it("linearLogMarginal(model, x) is log p(x, z) − log p(z|x), whatever z is", () => {
  const z = Float64Array.from(standardNormals(randomSource(1), 10));
  const difference = logJoint(z).map((joint, i) => joint - fullGaussianLogDensity(posterior, z)[i]);
  assertInDelta(difference, new Float64Array(5).fill(exact), 1e-5);
});

it("marginalLikelihood(…) of 50 and 50 posterior draws is exact within its error", () => {
  const {mean, variance} = repeated(200, (fitted, draws) =>
    marginalLikelihood(fitted, draws, logJoint(draws), {dimensions: 2})
  );
  assertInDelta([mean], [exact], 0.02);
  assert.ok(Math.sqrt(variance) < 0.08, `the spread is ${Math.sqrt(variance)}`);
});

it("marginalLikelihood(…) on the draws that q was fitted to is too small by moments / draws", () => {
  const {mean} = repeated(400, (draws) =>
    marginalLikelihood(draws, draws, logJoint(draws), {dimensions: 2})
  );
  // Two means and three covariances are fitted to 50 draws.
  assertInDelta([mean], [exact - 5 / 50], 0.02);
});

it("marginalLikelihood(…) with too wide a q spreads more than with the fitted one", () => {
  const spread = (widen: number) =>
    repeated(100, (fitted, draws) =>
      marginalLikelihood(fitted, draws, logJoint(draws), {dimensions: 2, widen})
    ).variance;
  assert.ok(spread(4) > 10 * spread(1));
});

it("marginalLikelihood(…) by chains of Hamiltonian Monte Carlo is exact within its error", () => {
  const repeats = 60;
  const images = Float64Array.from({length: 3 * repeats}, (_, i) => x[i % 3]);
  const many = decoderPosterior(linearDecoder(model), images);
  const start = standardNormals(randomSource(3), 2 * repeats);
  const chains = createChains(many, start, {dimensions: 2, leapfrogSteps: 4, stepSizes: 0.3});
  const source = randomSource(5);
  tuneChains(chains, {source, transitions: 50});
  const kept = Array.from({length: 100}, () => {
    chains.transition(source);
    return {z: chains.z.slice(), logDensity: chains.logDensity.slice()};
  });
  const estimates = Array.from({length: repeats}, (_, chain) => {
    const of = (from: number, to: number) =>
      Float64Array.from(kept.slice(from, to).flatMap(({z}) => [z[2 * chain], z[2 * chain + 1]]));
    const joint = kept.slice(50).map(({logDensity}) => logDensity[chain]);
    return marginalLikelihood(of(0, 50), of(50, 100), joint, {dimensions: 2});
  });
  const {mean, variance} = sampleMoments(estimates);
  assertInDelta([mean], [exact], 4 * Math.sqrt(variance / repeats));
  assert.ok(Math.sqrt(variance / repeats) < 0.04, `the error is ${Math.sqrt(variance / repeats)}`);
});
