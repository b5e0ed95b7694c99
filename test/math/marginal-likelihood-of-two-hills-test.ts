import assert from "node:assert/strict";
import {it} from "node:test";
import {createChains, tuneChains, type ChainTarget} from "../../src/math/hmc.js";
import {marginalLikelihood} from "../../src/math/marginal-likelihood.js";
import {sampleMoments} from "../../src/math/moments.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

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
