import type {Activation} from "../formats/architecture.js";
import type {PackedLayer} from "../formats/layers.js";
import {floatLayer} from "./float-layers.js";

/** A hidden activation, and its derivative in terms of its own value. */
const activations: Record<
  Activation | "linear",
  {value: (a: number) => number; slope: (y: number) => number}
> = {
  linear: {value: (a) => a, slope: () => 1},
  relu: {value: (a) => Math.max(0, a), slope: (y) => (y > 0 ? 1 : 0)},
  tanh: {value: Math.tanh, slope: (y) => 1 - y * y}
};

/**
 * Returns a function from a latent point z to the metric of a Bernoulli decoder there, row-major
 * [d, d] for d latents, in nats per unit of z squared:
 *
 *     G(z) = Jᵀ diag(y ⊙ (1 − y)) J,   J = ∂logits/∂z,   y = sigmoid(logits).
 *
 * It is the Fisher information of p(x|z) about z, pulled back from the pixels: a step dz changes
 * p(x|z) by a KL divergence of ½ dzᵀ G dz. It is also the curvature of −log p(x|z) in z, on the
 * mean over x ~ p(x|z). With the prior N(0, I), whose curvature is I, the posterior p(z|x) has a
 * precision of about I + G at its mode: about, since x is one image and not that mean.
 *
 * @param layers the decoder, which ends in logits
 */
export function fisherMetric(
  layers: readonly PackedLayer[]
): (z: ArrayLike<number>) => Float64Array<ArrayBuffer> {
  const wide = layers.map(floatLayer);
  const [{inputs: latentSize}] = layers;

  /** Row 0 is the value at z, row 1 + j its derivative by zⱼ; all rows go through together. */
  function forward(z: ArrayLike<number>): Float64Array[] {
    let rows = Array.from({length: latentSize + 1}, () => new Float64Array(latentSize));
    rows[0].set(z);
    for (let j = 0; j < latentSize; ++j) rows[j + 1][j] = 1;
    for (const {inputs, units, activation, weights, bias} of wide) {
      const next = rows.map(() => new Float64Array(units));
      next[0].set(bias);
      rows.forEach((row, r) => multiply(row, weights, inputs, next[r]));
      const {value, slope} = activations[activation];
      for (let unit = 0; unit < units; ++unit) {
        next[0][unit] = value(next[0][unit]);
        for (let j = 1; j <= latentSize; ++j) next[j][unit] *= slope(next[0][unit]);
      }
      rows = next;
    }
    return rows;
  }

  return (z) => {
    if (z.length !== latentSize) {
      throw new RangeError(`invalid z: length ${z.length}, expected ${latentSize}`);
    }
    const [logits, ...jacobian] = forward(z);
    const variances = logits.map((a) => {
      const y = 1 / (1 + Math.exp(-a));
      return y * (1 - y);
    });
    const metric = new Float64Array(latentSize * latentSize);
    jacobian.forEach((across, a) =>
      jacobian.forEach((along, b) => {
        let sum = 0;
        variances.forEach((variance, i) => (sum += variance * across[i] * along[i]));
        metric[a * latentSize + b] = sum;
      })
    );
    return metric;
  };
}

/** Adds row · weights, of shape [inputs, units], to out. */
function multiply(
  row: Float64Array,
  weights: Float32Array,
  inputs: number,
  out: Float64Array
): void {
  const units = out.length;
  for (let k = 0; k < inputs; ++k) {
    const a = row[k];
    // Half of what a rectifier passes on, and all of its derivative, is 0.
    if (a === 0) continue;
    const start = k * units;
    for (let unit = 0; unit < units; ++unit) out[unit] += a * weights[start + unit];
  }
}

/**
 * Returns the σ that the metric predicts for a diagonal q(z|x), one for each latent:
 * σⱼ = (1 + Gⱼⱼ)^(−½). Of all Gaussians with independent latents, the one of these σ is nearest,
 * by KL(q ‖ p), to a Gaussian p of precision I + G: the expected log density of p under q depends
 * on the diagonal of its precision alone.
 *
 * @param metric row-major [d, d], of fisherMetric
 */
export function predictedDeviations(metric: ArrayLike<number>): number[] {
  const latentSize = Math.sqrt(metric.length);
  return Array.from(
    {length: latentSize},
    (_, j) => 1 / Math.sqrt(1 + metric[j * (latentSize + 1)])
  );
}

/**
 * Returns the standard deviations of the marginals of a Gaussian of precision I + G, for two
 * latents: the square roots of the diagonal of its inverse. They are never smaller than
 * predictedDeviations, and equal where the latents are independent.
 *
 * @param metric row-major [2, 2], of fisherMetric
 */
export function marginalDeviations([a, b, , c]: ArrayLike<number> & Iterable<number>): number[] {
  const determinant = (1 + a) * (1 + c) - b * b;
  return [Math.sqrt((1 + c) / determinant), Math.sqrt((1 + a) / determinant)];
}
