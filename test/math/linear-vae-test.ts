import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import type {RecordedDirections, Spectrum} from "../../src/formats/spectrum.js";
import {openDirections, packDirections} from "../../src/formats/spectrum.js";
import {diagonalGap, meanLogMarginal} from "../../src/math/linear-bound.js";
import {linearImages, linearVae, zeroBoundVariance} from "../../src/math/linear-vae.js";
import {projectFolder} from "../../tools/project.js";
import {assertInDelta} from "../assert-in-delta.js";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(projectFolder, "src", "data", "spectrum", name), "utf8"));
const {values} = read("mnist.json") as Spectrum;

it("linearVae(values, variance) is by hand what its formulas say", () => {
  const {live, kl, squaredError, reconstruction, bound} = linearVae([4, 0.25], 1);
  assert.equal(live, 1);
  const expected = -Math.log(2 * Math.PI) - 0.625;
  assertInDelta(
    [kl, squaredError, reconstruction, bound],
    [Math.LN2, 1.25, expected, expected - Math.LN2]
  );
});

it("linearVae(values, variance) has the bound of the model that it is the best of", () => {
  const spectrum = [3, 1, 0.4, 0.1];
  const data = {
    size: 4,
    mean: Float64Array.of(0.1, 0.2, 0.3, 0.4),
    covariance: Float64Array.from({length: 16}, (_, i) => (i % 5 === 0 ? spectrum[i / 5] : 0))
  };
  const model = (first: number, second: number, third: number, turn = 0) => ({
    weights: Float64Array.of(first, 0, 0, 0, turn, second, 0, 0, 0, 0, third, 0),
    bias: data.mean,
    variance: 0.5
  });
  const best = model(Math.sqrt(2.5), Math.sqrt(0.5), 0);
  const {bound} = linearVae(spectrum, 0.5);
  assert.ok(Math.abs(diagonalGap(best)) < 1e-12, "a diagonal q is exact");
  assertInDelta([meanLogMarginal(best, data)], [bound], 1e-9);
  for (const other of [
    model(1.4, Math.sqrt(0.5), 0),
    model(Math.sqrt(2.5), 0.8, 0),
    model(Math.sqrt(2.5), Math.sqrt(0.5), 0.1),
    model(Math.sqrt(2.5), Math.sqrt(0.5), 0, 0.1)
  ]) {
    assert.ok(meanLogMarginal(other, data) < bound);
  }
});

it("of MNIST’s directions 23 live with the squared error, none with its mean", () => {
  assert.equal(values.length, 784);
  assertInDelta([values[0]!, values.reduce((sum, value) => sum + value, 0)], [5.117, 52.726], 1e-3);
  const half = linearVae(values, 1 / 2);
  assert.equal(half.live, 23);
  assertInDelta([half.kl, half.squaredError, half.bound], [10.174, 28.697, -487.606], 1e-3);
  const mean = linearVae(values, 392);
  assert.deepEqual([mean.live, mean.kl], [0, 0]);
});

it("zeroBoundVariance(values) is where the bound changes its sign", () => {
  const zero = zeroBoundVariance(values);
  assertInDelta([zero], [0.1234], 1e-4);
  assert.ok(linearVae(values, 0.99 * zero).bound > 0);
  assert.ok(linearVae(values, 1.01 * zero).bound < 0);
});

it("the recorded directions are of length 1 and at right angles, up to their 8 bits", () => {
  const {vectors} = openDirections(read("directions.json") as RecordedDirections);
  assert.equal(vectors.length, values.filter((value) => value > 0.1).length);
  const dot = (i: number, j: number) =>
    vectors[i]!.reduce((sum, value, k) => sum + value * vectors[j]![k]!, 0);
  for (const i of vectors.keys()) {
    for (let j = 0; j <= i; ++j) {
      assert.ok(Math.abs(dot(i, j) - Number(i === j)) < 0.02, `${i}, ${j}: ${dot(i, j)}`);
    }
  }
});

it("packDirections(mean, vectors) keeps a vector within half a step of its 8 bits", () => {
  const {mean, vectors} = openDirections(packDirections([0, 1], [Float64Array.of(0.6, -0.8)]));
  assertInDelta([...mean], [0, 1]);
  assertInDelta([...vectors[0]!], [0.6, -0.8], 0.8 / 127 / 2);
});

it("linearImages(directions, values, options) adds the live directions to the mean", () => {
  const directions = {
    mean: Float32Array.of(0.5, 0.5),
    vectors: [Float32Array.of(1, 0), Float32Array.of(0, 1)]
  };
  const z = Float32Array.of(1, 9, -2, 9);
  assertInDelta([...linearImages(directions, [5, 0.5], {variance: 1, z})], [2.5, 0.5, -3.5, 0.5]);
  assert.throws(
    () => linearImages(directions, [5, 4, 3], {variance: 1, z}),
    /invalid directions: 2, expected at least 3/
  );
});
