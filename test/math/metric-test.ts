import assert from "node:assert/strict";
import {it} from "node:test";
import {toFloat16} from "../../src/formats/bytes.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {floatLayer} from "../../src/math/float-layers.js";
import {fisherMetric, marginalDeviations, predictedDeviations} from "../../src/math/metric.js";
import {assertInDelta} from "../assert-in-delta.js";
import {randomLayers} from "../engine/random-layers.js";

/** Returns the logits at z, in double precision. */
function logitsOf(layers: readonly PackedLayer[], z: number[]): number[] {
  return layers.reduce((x, layer) => {
    const {weights, bias: biases} = floatLayer(layer);
    return Array.from(biases, (bias, unit) => {
      const a = x.reduce((sum, xk, k) => sum + xk * weights[k * layer.units + unit], bias);
      if (layer.activation === "relu") return Math.max(0, a);
      return layer.activation === "tanh" ? Math.tanh(a) : a;
    });
  }, z);
}

const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));

/** Returns KL(p(x|z) ‖ p(x|z′)) of two Bernoulli decoders, from their logits. */
function divergence(logits: number[], others: number[]): number {
  const softplus = (a: number) => Math.log1p(Math.exp(a));
  return logits.reduce(
    (sum, a, i) => sum + sigmoid(a) * (a - others[i]) - softplus(a) + softplus(others[i]),
    0
  );
}

const z = [0.3, -0.8, 1.1];

for (const activation of ["tanh", "relu"] as const) {
  const layers = randomLayers([3, 9, 8, 40], activation);

  it(`fisherMetric(layers)(z) is Jᵀ diag(y(1 − y)) J by finite differences, ${activation}`, () => {
    const step = 1e-5;
    const jacobian = z.map((zj, j) => {
      const [after, before] = [step, -step].map((h) => logitsOf(layers, z.with(j, zj + h)));
      return after.map((a, i) => (a - before[i]) / (2 * step));
    });
    const y = logitsOf(layers, z).map(sigmoid);
    const expected = jacobian.flatMap((across) =>
      jacobian.map((along) =>
        y.reduce((sum, yi, i) => sum + yi * (1 - yi) * across[i] * along[i], 0)
      )
    );
    assertInDelta(fisherMetric(layers)(z), expected, 1e-6);
  });

  it(`fisherMetric(layers)(z) is twice the divergence of a small step, ${activation}`, () => {
    const step = 1e-3;
    const metric = fisherMetric(layers)(z);
    z.forEach((zj, j) => {
      const kl = divergence(logitsOf(layers, z), logitsOf(layers, z.with(j, zj + step)));
      const ratio = (2 * kl) / (step * step) / metric[4 * j];
      assert.ok(Math.abs(ratio - 1) < 0.01, `latent ${j}: ${ratio}`);
    });
  });
}

it("fisherMetric(layers)(z) of one linear layer and one pixel is y(1 − y) w wᵀ", () => {
  const kernel = {type: "float16", halves: toFloat16([2, -3])} as const;
  const layer = {inputs: 2, units: 1, activation: "linear", bias: toFloat16([1])} as const;
  const y = sigmoid(2 * 0.5 - 3 * 0.25 + 1);
  const expected = [4, -6, -6, 9].map((product) => y * (1 - y) * product);
  assertInDelta(fisherMetric([{...layer, kernel}])([0.5, 0.25]), expected, 1e-12);
});

it("fisherMetric(layers)(z) throws if z has another length", () => {
  const metric = fisherMetric(randomLayers([2, 4], "tanh"));
  assert.throws(() => metric([1]), {message: "invalid z: length 1, expected 2"});
});

it("predictedDeviations(metric) reads the diagonal of I + G", () => {
  assertInDelta(predictedDeviations([3, 7, 7, 99]), [0.5, 0.1], 1e-12);
});

it("predictedDeviations(metric) of the nearest independent Gaussian beats its neighbors", () => {
  const metric = [3, 2, 2, 8];
  // KL(q ‖ N(0, P⁻¹)) up to a constant: ½ Σⱼ Pⱼⱼ σⱼ² − Σⱼ log σⱼ.
  const loss = ([a, b]: number[]) => (4 * a * a + 9 * b * b) / 2 - Math.log(a) - Math.log(b);
  const best = predictedDeviations(metric);
  for (const [da, db] of [
    [0.01, 0],
    [-0.01, 0],
    [0, 0.01],
    [0, -0.01]
  ]) {
    assert.ok(loss(best) < loss([best[0] + da, best[1] + db]));
  }
});

it("marginalDeviations(metric) are the roots of the diagonal of (I + G)⁻¹", () => {
  // (I + G) = [[5, 2], [2, 4]] has the inverse [[4, −2], [−2, 5]] / 16.
  assertInDelta(marginalDeviations([4, 2, 2, 3]), [0.5, Math.sqrt(5) / 4], 1e-12);
});
