import type {Network} from "../../src/engine/decoder.js";
import {openNetwork} from "../../src/engine/open-network.js";
import {toFloat16} from "../../src/formats/bytes.js";
import {diagonalKlToPrior} from "../../src/math/diagonal-gaussian.js";
import {latticeOver, latticePoints} from "../../src/math/lattice.js";
import type {LastLayer} from "../../src/math/likelihood.js";
import {imageLikelihoods} from "../../src/math/likelihood.js";
import {pointsUnder} from "../../src/math/quadrature.js";
import type {CodedImages} from "./images.js";

/** What a lattice over the whole plane says of each image, to about half a nat. */
export interface Screening {
  /** KL(q ‖ p(z|x)) of the encoder's q, in nats. */
  gap: Float64Array;
  /** The correlation of z₁ and z₂ under the posterior. */
  correlation: Float64Array;
  /** How far, in nats, the posterior is from a normal one of its peak and its covariance. */
  excess: Float64Array;
}

/** Half the side of the plane that is looked at, and the points along the side. */
const REACH = 4.6;
const SIZE = 384;
const CHUNK = 256;
/** Points this far below the greatest density found so far are left out, in nats. */
const CUT = 16;
/** Points under q. */
const POINTS = 81;

/**
 * Returns a promise to a first look at all images at once: as log p(x|z) = (V x)·h(z) + b·x −
 * Σ softplus(logits), the points of a lattice and all images make one product of matrices, which
 * the kernel takes as a layer with a unit for each image. Sums over the lattice are accumulated.
 */
export async function screen(
  network: Network,
  {weights, bias}: LastLayer,
  {count, x, q}: CodedImages,
  kernel: WebAssembly.Module
): Promise<Screening> {
  const [pixels, units] = [bias.length, weights.length / bias.length];
  const directions = new Float32Array(units * count);
  const constants = new Float64Array(count);
  for (let i = 0; i < count; ++i) {
    const image = x(i);
    image.forEach((ink, pixel) => (constants[i] += ink * bias[pixel]));
    for (let unit = 0; unit < units; ++unit) {
      let sum = 0;
      for (let pixel = 0; pixel < pixels; ++pixel) {
        if (image[pixel] !== 0) sum += image[pixel] * weights[unit * pixels + pixel];
      }
      directions[unit * count + i] = sum;
    }
  }
  const layer = {
    inputs: units,
    units: count,
    activation: "linear",
    kernel: {type: "float16", halves: toFloat16(directions)},
    bias: new Uint16Array(count)
  } as const;
  const {network: product} = await openNetwork({layers: [layer], kernel});

  const lattice = latticeOver([-REACH, REACH, -REACH, REACH], SIZE);
  const cell = lattice.steps[0] * lattice.steps[1];
  const z = latticePoints(lattice);
  const sums = accumulators(count);
  const noInk = new Float32Array(pixels);
  for (let start = 0; start < SIZE * SIZE; start += CHUNK) {
    const part = z.subarray(2 * start, 2 * (start + CHUNK));
    const blank = imageLikelihoods(noInk, network.logits(part, CHUNK));
    const values = product.logits(network.hidden(part, CHUNK), CHUNK);
    for (let row = 0; row < CHUNK; ++row) {
      const [z0, z1] = [part[2 * row], part[2 * row + 1]];
      const offset = blank[row] - (z0 * z0 + z1 * z1) / 2 - Math.log(2 * Math.PI);
      sums.add(values.subarray(row * count, (row + 1) * count), offset, z0, z1);
    }
  }

  const [gap, correlation, excess] = [0, 1, 2].map(() => new Float64Array(count));
  for (let i = 0; i < count; ++i) {
    const {top, weight, mean, variances, covariance} = sums.of(i);
    const logEvidence = top + Math.log(weight * cell) + constants[i];
    const points = pointsUnder(q(i), POINTS);
    const f = imageLikelihoods(x(i), network.logits(points.z, points.weights.length));
    const reconstruction = points.weights.reduce((sum, w, k) => sum + w * f[k], 0);
    gap[i] = logEvidence - (reconstruction - diagonalKlToPrior(q(i)));
    correlation[i] = covariance / Math.sqrt(variances[0] * variances[1]);
    const determinant = variances[0] * variances[1] - covariance ** 2;
    const normal = top + constants[i] + Math.log(2 * Math.PI) + Math.log(determinant) / 2;
    excess[i] = normal - logEvidence;
    if (mean.some((value) => !Number.isFinite(value))) throw new Error(`invalid image: ${i}`);
  }
  return {gap, correlation, excess};
}

/** Returns running sums of weights exp(value − greatest value) and of their moments, per image. */
function accumulators(count: number) {
  const top = new Float64Array(count).fill(-Infinity);
  const sums = Array.from({length: 6}, () => new Float64Array(count));
  const [w, w0, w1, w00, w01, w11] = sums;
  return {
    add(values: Float32Array, offset: number, z0: number, z1: number): void {
      for (let i = 0; i < count; ++i) {
        const value = values[i] + offset;
        if (value < top[i] - CUT) continue;
        if (value > top[i]) {
          const shrink = Math.exp(top[i] - value);
          for (const sum of sums) sum[i] *= shrink;
          top[i] = value;
        }
        const weight = Math.exp(value - top[i]);
        w[i] += weight;
        w0[i] += weight * z0;
        w1[i] += weight * z1;
        w00[i] += weight * z0 * z0;
        w01[i] += weight * z0 * z1;
        w11[i] += weight * z1 * z1;
      }
    },
    of(i: number) {
      const mean = [w0[i] / w[i], w1[i] / w[i]];
      const variances = [w00[i] / w[i] - mean[0] ** 2, w11[i] / w[i] - mean[1] ** 2];
      const covariance = w01[i] / w[i] - mean[0] * mean[1];
      return {top: top[i], weight: w[i], mean, variances, covariance};
    }
  };
}
