import assert from "node:assert/strict";
import {it} from "node:test";
import {decoderPosterior} from "../../src/math/decoder-posterior.js";
import {
  fitGaussian,
  fullGaussianDraws,
  fullGaussianLogDensity
} from "../../src/math/gaussian-fit.js";
import {createChains, tuneChains, type ChainTarget} from "../../src/math/hmc.js";
import {
  linearDecoder,
  linearLogMarginal,
  linearPosterior,
  type LinearGaussian
} from "../../src/math/linear-gaussian.js";
import {importanceLikelihood, marginalLikelihood} from "../../src/math/marginal-likelihood.js";
import {sampleMoments} from "../../src/math/moments.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

const model: LinearGaussian = {
  weights: Float64Array.of(1, 0.5, -0.3, 0.2, 0.4, 1.1),
  bias: Float64Array.of(0.1, -0.2, 0.3),
  variance: 0.25
};
const x = Float64Array.of(1, 0.2, 1.5);
const exact = linearLogMarginal(model, x);
const posterior = linearPosterior(model, x);
const target = decoderPosterior(linearDecoder(model), x);

/** Returns log p(x, z) of many points. */
const logJoint = (z: Float64Array) =>
  Float64Array.from(
    {length: z.length / 2},
    (_, i) => target(z.slice(2 * i, 2 * i + 2), new Float64Array(2))[0]
  );

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

it("importanceLikelihood(…) from a widened q is exact within its error", () => {
  const {mean, variance} = repeated(200, (fitted) => {
    const q = fitGaussian(fitted, 2, {widen: 2});
    const z = fullGaussianDraws(q, standardNormals(randomSource(Math.round(fitted[0] * 1e6)), 200));
    return importanceLikelihood(logJoint(z), fullGaussianLogDensity(q, z));
  });
  assertInDelta([mean], [exact], 0.02);
  assert.ok(Math.sqrt(variance) < 0.15);
});

/** Two narrow hills, a quarter and three quarters of the mass, with log p(x) = 0. */
const WIDTH = 0.2;
const HILLS = [
  {at: -4, share: 0.25},
  {at: 4, share: 0.75}
];
const twoHills: ChainTarget = (z, gradient) =>
  z.map((value, i) => {
    const logs = HILLS.map(
      ({at, share}) =>
        Math.log(share / Math.sqrt(2 * Math.PI) / WIDTH) - ((value - at) / WIDTH) ** 2 / 2
    );
    const top = Math.max(...logs);
    const sum = logs.reduce((total, log) => total + Math.exp(log - top), 0);
    gradient[i] = HILLS.reduce(
      (total, {at}, k) => total + ((Math.exp(logs[k] - top) / sum) * (at - value)) / WIDTH ** 2,
      0
    );
    return top + Math.log(sum);
  });

it("marginalLikelihood(…) of a chain on one of two hills is that hill’s mass, with a small spread", () => {
  const repeats = 40;
  const start = new Float64Array(repeats).fill(-4);
  const chains = createChains(twoHills, start, {dimensions: 1, leapfrogSteps: 10, stepSizes: 0.1});
  const source = randomSource(6);
  tuneChains(chains, {source, transitions: 30});
  const kept = Array.from({length: 100}, () => {
    chains.transition(source);
    return {z: chains.z.slice(), logDensity: chains.logDensity.slice()};
  });
  const estimates = start.map((_, chain) =>
    marginalLikelihood(
      Float64Array.from(kept.slice(0, 50), ({z}) => z[chain]),
      Float64Array.from(kept.slice(50), ({z}) => z[chain]),
      kept.slice(50).map(({logDensity}) => logDensity[chain]),
      {dimensions: 1}
    )
  );
  const {mean, variance} = sampleMoments(estimates);
  assertInDelta([mean], [Math.log(0.25)], 0.1);
  assert.ok(Math.sqrt(variance) < 0.4, `the spread is ${Math.sqrt(variance)}`);
});

it("marginalLikelihood(…) of exact draws from two hills is too large: the Gaussian fits neither", () => {
  const source = randomSource(7);
  const draws = () =>
    standardNormals(source, 50).reduce(
      (all, noise, i) => all.fill(WIDTH * noise + HILLS[source() < 0.25 ? 0 : 1].at, i, i + 1),
      new Float64Array(50)
    );
  const estimates = Array.from({length: 50}, () => {
    const [fitted, fresh] = [draws(), draws()];
    const joint = twoHills(fresh, new Float64Array(50));
    return marginalLikelihood(fitted, fresh, joint, {dimensions: 1});
  });
  const {mean} = sampleMoments(estimates);
  assert.ok(mean > 0.5, `the mean is ${mean}`);
});
