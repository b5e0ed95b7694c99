import assert from "node:assert/strict";
import {it} from "node:test";
import {decoderPosterior, type PlainDecoder} from "../../src/math/decoder-posterior.js";
import {createChains, tuneChains, type ChainTarget} from "../../src/math/hmc.js";
import {
  linearDecoder,
  linearPosterior,
  type LinearGaussian
} from "../../src/math/linear-gaussian.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

const normals = (seed: number, n: number) => standardNormals(randomSource(seed), n);

/** A small decoder with a tanh layer, Bernoulli pixels or Gaussian ones. */
function tinyDecoder(output: "bernoulli" | "gaussian" | "sigmoid"): PlainDecoder {
  const layer = (seed: number, inputs: number, units: number, activation: "tanh" | "linear") => ({
    inputs,
    units,
    activation,
    weights: normals(seed, inputs * units),
    bias: normals(seed + 1, units)
  });
  const hidden = [layer(1, 2, 5, "tanh")];
  if (output === "bernoulli") return {hidden, output: {logits: layer(3, 5, 4, "linear")}};
  const [mu, logVar] = [layer(3, 5, 4, "linear"), layer(5, 5, 4, "linear")];
  return {hidden, output: {mu, logVar, sigmoidMean: output === "sigmoid"}};
}

for (const output of ["bernoulli", "gaussian", "sigmoid"] as const) {
  it(`decoderPosterior(…) has the numeric gradient of log p(x, z) by z: ${output}`, () => {
    const x = normals(9, 12).map((value) => 1 / (1 + Math.exp(-value)));
    const target = decoderPosterior(tinyDecoder(output), x);
    const z = Float64Array.from(normals(11, 6));
    const gradient = new Float64Array(6);
    target(z, gradient);
    const h = 1e-5;
    const numeric = z.map((value, i) => {
      const at = (moved: number) => {
        const other = z.slice();
        other[i] = moved;
        return target(other, new Float64Array(6))[Math.floor(i / 2)];
      };
      return (at(value + h) - at(value - h)) / (2 * h);
    });
    assertInDelta(gradient, numeric, 1e-6);
  });
}

const model: LinearGaussian = {
  weights: Float64Array.of(1, 0.5, -0.3, 0.2, 0.4, 1.1),
  bias: Float64Array.of(0.1, -0.2, 0.3),
  variance: 0.25
};

it("createChains(…) samples the posterior of a linear Gaussian model: mean, covariance, acceptance", () => {
  const images = [Float64Array.of(1, 0.2, 1.5), Float64Array.of(-0.5, 0.4, -1)];
  const chains = 200;
  // As many chains of either image, all from the prior.
  const x = Float64Array.from(
    {length: chains * 3},
    (_, i) => images[(Math.floor(i / 3) % 2) as 0][i % 3]
  );
  const target = decoderPosterior(linearDecoder(model), x);
  const all = createChains(target, normals(1, chains * 2), {
    dimensions: 2,
    leapfrogSteps: 4,
    stepSizes: 0.5
  });
  const source = randomSource(2);
  tuneChains(all, {source, transitions: 60});
  const sums = images.map(() => ({n: 0, mean: [0, 0], products: [0, 0, 0]}));
  let accepted = 0;
  const transitions = 60;
  for (let t = 0; t < transitions; ++t) {
    accepted += all.transition(source).reduce((sum, p) => sum + p, 0) / (chains * transitions);
    for (let chain = 0; chain < chains; ++chain) {
      const [a, b] = all.z.subarray(2 * chain, 2 * chain + 2);
      const sum = sums[chain % 2];
      ++sum.n;
      sum.mean = [sum.mean[0] + a, sum.mean[1] + b];
      sum.products = [sum.products[0] + a * a, sum.products[1] + a * b, sum.products[2] + b * b];
    }
  }
  assertInDelta([accepted], [0.9], 0.02);
  for (const [i, {n, mean, products}] of sums.entries()) {
    const {mean: exact, factor: l} = linearPosterior(model, images[i]);
    const [a, b] = mean.map((sum) => sum / n);
    // 6,000 draws, little correlated: the error of a mean is σ / √6000 ≈ 0.007.
    assertInDelta([a, b], exact, 0.025);
    const covariance = [products[0] / n - a * a, products[1] / n - a * b, products[2] / n - b * b];
    assertInDelta(covariance, [l[0] ** 2, l[0] * l[2], l[2] ** 2 + l[3] ** 2], 0.02);
  }
});

it("createChains(…) keeps the energy to the square of the step size", () => {
  const target = decoderPosterior(tinyDecoder("bernoulli"), new Float32Array(4).fill(0.3));
  const error = (stepSizes: number, leapfrogSteps: number) => {
    const chains = createChains(target, [0.3, -0.4], {dimensions: 2, leapfrogSteps, stepSizes});
    return -Math.log(chains.transition(randomSource(8))[0]);
  };
  const [coarse, fine] = [error(0.2, 5), error(0.1, 10)];
  assert.ok(coarse > 1e-5, `the energy changes by ${coarse}`);
  assertInDelta([coarse / fine], [4], 0.5);
});

it("createChains(…) rejects a proposal whose density is no number", () => {
  const chains = createChains((z) => z.map((value) => (value === 1 ? 0 : NaN)), [1], {
    dimensions: 1,
    leapfrogSteps: 2,
    stepSizes: 0.1
  });
  assert.deepEqual([...chains.transition(randomSource(0))], [0]);
  assert.deepEqual([...chains.z], [1]);
});

it("createChains(…) throws for no whole number of points", () => {
  assert.throws(
    () => createChains(() => [0], [1, 2, 3], {dimensions: 2, leapfrogSteps: 1, stepSizes: 0.1}),
    {message: "invalid z: length 3, expected rows of 2"}
  );
});

it("createChains(…) keeps the moments of N(0, 1) where a third of the proposals are rejected", () => {
  const target: ChainTarget = (z, gradient) => {
    z.forEach((value, i) => (gradient[i] = -value));
    return z.map((value) => -0.5 * value * value);
  };
  const chains = createChains(target, normals(5, 4000), {
    dimensions: 1,
    leapfrogSteps: 2,
    stepSizes: 1.7
  });
  const source = randomSource(6);
  let accepted = 0;
  let squares = 0;
  for (let t = 0; t < 20; ++t) {
    accepted += chains.transition(source).reduce((sum, p) => sum + p, 0) / 80_000;
    squares += chains.z.reduce((sum, value) => sum + value * value, 0) / 80_000;
  }
  assertInDelta([accepted], [0.68], 0.02);
  // 80,000 squares of variance 2, somewhat correlated.
  assertInDelta([squares], [1], 0.03);
});
