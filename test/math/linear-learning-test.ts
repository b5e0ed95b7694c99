import assert from "node:assert/strict";
import {it} from "node:test";
import {decoderPosterior} from "../../src/math/decoder-posterior.js";
import {createChains} from "../../src/math/hmc.js";
import {
  likeliestLinear,
  linearDecoder,
  linearLogMarginal,
  type LinearGaussian
} from "../../src/math/linear-gaussian.js";
import {adam} from "../../src/vae/optimizer.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import type {Weights} from "../../src/vae/weights.js";

const PIXELS = 3;
const COUNT = 150;

/** Images of a linear model with one latent, of which the pixels' means and slopes are uneven. */
const data = (() => {
  const source = randomSource(1);
  const z = standardNormals(source, COUNT);
  const noise = standardNormals(source, COUNT * PIXELS);
  return Float64Array.from(noise, (value, i) => {
    const p = i % PIXELS;
    return [1.2, -0.7, 0.4][p] * z[Math.floor(i / PIXELS)] + [0.3, 0, -0.5][p] + 0.5 * value;
  });
})();

const meanLogMarginal = (model: LinearGaussian) =>
  Array.from({length: COUNT}, (_, i) =>
    linearLogMarginal(model, data.slice(i * PIXELS, (i + 1) * PIXELS))
  ).reduce((sum, value) => sum + value / COUNT, 0);

const likeliest = meanLogMarginal(likeliestLinear(data, PIXELS));

/** The decoder's w, b and log s²; the encoder's a, c and log σ² of q(z|x) = N(a·x + c, σ²). */
function startingWeights(): Weights {
  const array = (length: number, value: number) => ({
    shape: [length] as [number],
    values: new Float32Array(length).fill(value)
  });
  return new Map([
    ["w", array(PIXELS, 0.3)],
    ["b", array(PIXELS, 0)],
    ["logVar", array(1, 0)],
    ["a", array(PIXELS, 0.1)],
    ["c", array(1, 0)],
    ["qLogVar", array(1, 0)]
  ]);
}

const valuesOf = (weights: Weights, name: string) => weights.get(name)!.values;

const modelOf = (weights: Weights): LinearGaussian => ({
  weights: Float64Array.from(valuesOf(weights, "w")),
  bias: Float64Array.from(valuesOf(weights, "b")),
  variance: Math.exp(valuesOf(weights, "logVar")[0])
});

/** Returns the gradient of the mean of log p(x|z) by w, b and log s². */
function decoderGradient({weights: w, bias, variance}: LinearGaussian, z: ArrayLike<number>) {
  const slopes = {
    w: new Float32Array(PIXELS),
    b: new Float32Array(PIXELS),
    logVar: new Float32Array(1)
  };
  for (let i = 0; i < data.length; ++i) {
    const [p, latent] = [i % PIXELS, z[Math.floor(i / PIXELS)]];
    const distance = data[i] - w[p] * latent - bias[p];
    slopes.w[p] += (distance * latent) / variance / COUNT;
    slopes.b[p] += distance / variance / COUNT;
    slopes.logVar[0] += (distance ** 2 / variance - 1) / 2 / COUNT;
  }
  return slopes;
}

/** Climbs with a falling rate, so that the noise of the draws averages out. */
function climb(
  weights: Weights,
  steps: number,
  gradient: (step: number) => Record<string, Float32Array>
): number {
  const optimizer = adam();
  for (let step = 0; step < steps; ++step) {
    const slopes = new Map<string, Float32Array>();
    for (const [name, {values}] of weights) slopes.set(name, new Float32Array(values.length));
    for (const [name, slope] of Object.entries(gradient(step))) slopes.set(name, slope);
    optimizer.ascend(weights, slopes, 0.03 * (1 - step / steps), step);
  }
  return meanLogMarginal(modelOf(weights));
}

it("wake-sleep reaches the maximum-likelihood value where q can be exact", () => {
  const weights = startingWeights();
  const source = randomSource(2);
  const learned = climb(weights, 1500, () => {
    const model = modelOf(weights);
    const [a, [c], [qLogVar]] = ["a", "c", "qLogVar"].map((name) => valuesOf(weights, name));
    const mean = (x: ArrayLike<number>, at: number) =>
      a[0] * x[at] + a[1] * x[at + 1] + a[2] * x[at + 2] + c;
    const wake = standardNormals(source, COUNT).map(
      (epsilon, i) => mean(data, i * PIXELS) + Math.exp(qLogVar / 2) * epsilon
    );
    const dreamt = standardNormals(source, COUNT);
    const noise = standardNormals(source, COUNT * PIXELS);
    const dream = noise.map((value, i) => {
      const p = i % PIXELS;
      const z = dreamt[Math.floor(i / PIXELS)];
      return model.weights[p] * z + model.bias[p] + Math.sqrt(model.variance) * value;
    });
    const slopes = {
      a: new Float32Array(PIXELS),
      c: new Float32Array(1),
      qLogVar: new Float32Array(1)
    };
    for (const [i, z] of dreamt.entries()) {
      const distance = z - mean(dream, i * PIXELS);
      const slope = distance * Math.exp(-qLogVar);
      for (let p = 0; p < PIXELS; ++p) slopes.a[p] += (slope * dream[i * PIXELS + p]) / COUNT;
      slopes.c[0] += slope / COUNT;
      slopes.qLogVar[0] += (slope * distance - 1) / 2 / COUNT;
    }
    return {...decoderGradient(model, wake), ...slopes};
  });
  assert.ok(learned <= likeliest + 1e-6);
  assert.ok(learned > likeliest - 0.01, `${learned}, expected ${likeliest}`);
});

it("Monte Carlo EM reaches the maximum-likelihood value: 10 leapfrog steps, then 5 updates", () => {
  const weights = startingWeights();
  const source = randomSource(3);
  let z: Float64Array = Float64Array.from(standardNormals(source, COUNT));
  let stepSize = 0.3;
  const learned = climb(weights, 1500, (step) => {
    if (step % 5 === 0) {
      const target = decoderPosterior(linearDecoder(modelOf(weights)), data);
      const options = {dimensions: 1, leapfrogSteps: 10, stepSizes: stepSize};
      const chains = createChains(target, z, options);
      const accepted = chains.transition(source).reduce((sum, p) => sum + p / COUNT, 0);
      stepSize *= Math.exp(0.5 * (accepted - 0.9));
      ({z} = chains);
    }
    return decoderGradient(modelOf(weights), z);
  });
  assert.ok(learned <= likeliest + 1e-6);
  assert.ok(learned > likeliest - 0.01, `${learned}, expected ${likeliest}`);
});
