import type {Images} from "../formats/images.js";
import {fullInk} from "../formats/images.js";
import type {Lattice} from "./lattice.js";
import {latticePoints} from "./lattice.js";

/** What a decoder has to compute, at points z row-major [count, latentSize]. */
export interface PointwiseDecoder {
  /** Returns the logits of the pixels, row-major [count, pixels]. */
  logits(z: Float32Array, count: number): Float32Array;
  /**
   * Returns the activations of the last hidden layer, row-major [count, units]; a decoder without
   * it has a last layer that is no product with them.
   */
  hidden?(z: Float32Array, count: number): Float32Array;
}

/** The decoder’s last layer: logits = hidden · weights + bias. */
export interface LastLayer {
  /** Row-major, [units, pixels]. */
  weights: Float32Array;
  bias: Float32Array;
}

/** What log p(x|z) at the points of a lattice needs, whatever the image x. */
export interface LatticeBasis {
  lattice: Lattice;
  /**
   * Returns the product of the last hidden layer with a vector, one number a point; or that of the
   * logits, where the decoder has no such layer.
   */
  project: RowProducts;
  /** −Σ softplus(logit) over the pixels, one a point: log p(x|z) of the blank image, x = 0. */
  blank: Float64Array;
}

/** Returns the dot product of each of some rows with a vector. */
export type RowProducts = (vector: Float32Array) => ArrayLike<number>;

/** The points that go through the decoder at once: their logits fit a few megabytes. */
const CHUNK = 1024;

/**
 * Returns the basis of a lattice: the work of about one image for each of its points.
 *
 * @param last undefined where the decoder has no hidden: then the logits themselves are kept
 * @param keepRows keeps rows, row-major [points, width], for products; defaults to a plain loop
 */
export function latticeBasis(
  decoder: PointwiseDecoder,
  lattice: Lattice,
  last: LastLayer | undefined,
  keepRows: (rows: Float32Array, width: number) => RowProducts = plainRows
): LatticeBasis {
  const z = latticePoints(lattice);
  const count = z.length / 2;
  const blank = new Float64Array(count);
  let rows: Float32Array | undefined;
  let width = 0;
  for (let start = 0; start < count; start += CHUNK) {
    const part = z.subarray(2 * start, 2 * Math.min(count, start + CHUNK));
    const points = part.length / 2;
    const logits = decoder.logits(part, points);
    const kept = last === undefined ? logits : decoder.hidden!(part, points);
    width = kept.length / points;
    rows ??= new Float32Array(count * width);
    rows.set(kept, start * width);
    blank.set(imageLikelihoods(new Float32Array(logits.length / points), logits), start);
  }
  return {lattice, project: keepRows(rows!, width), blank};
}

/**
 * Returns log p(x|z) of one image at every point of a lattice, in nats. With logits Vᵀh + b,
 *
 *   Σᵢ xᵢ·aᵢ − softplus(aᵢ) = (V x)·h(z) + b·x − Σᵢ softplus(aᵢ),
 *
 * so a new image costs one product of V with x, and a dot of the hidden size a point. Where the
 * logits are kept instead, the dot is x·a(z).
 *
 * @param last the one that the basis was made with
 * @param x pixels in [0, 1]
 */
export function latticeLogLikelihood(
  {project, blank}: LatticeBasis,
  last: LastLayer | undefined,
  x: Float32Array
): Float64Array<ArrayBuffer> {
  const {direction, constant} = last === undefined ? {direction: x, constant: 0} : along(last, x);
  const products = project(direction);
  return blank.map((value, i) => value + products[i] + constant) as Float64Array<ArrayBuffer>;
}

/** Returns V x and b·x. */
function along({weights, bias}: LastLayer, x: Float32Array) {
  const pixels = bias.length;
  if (x.length !== pixels)
    throw new RangeError(`invalid x: length ${x.length}, expected ${pixels}`);
  const direction = Float32Array.from({length: weights.length / pixels}, (_, unit) =>
    dot(weights, unit * pixels, x, pixels)
  );
  return {direction, constant: dot(bias, 0, x, pixels)};
}

function plainRows(rows: Float32Array, width: number): RowProducts {
  return (vector) =>
    Float64Array.from({length: rows.length / width}, (_, i) => dot(rows, i * width, vector, width));
}

/** Four sums side by side: each addition need not wait for the one before. */
function dot(rows: Float32Array, start: number, b: ArrayLike<number>, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += rows[start + i] * b[i];
    s1 += rows[start + i + 1] * b[i + 1];
    s2 += rows[start + i + 2] * b[i + 2];
    s3 += rows[start + i + 3] * b[i + 3];
  }
  for (; i < length; ++i) s0 += rows[start + i] * b[i];
  return s0 + s1 + s2 + s3;
}

/** The factors, each at most 2, of one product before its logarithm: 2^1024 is no double. */
const PIXELS = 1000;

/**
 * Returns log p(x|z) of one image for many z, in nats: Σ x·a − softplus(a) over the pixels of each
 * row of logits a (appendix C.1), with softplus(a) = max(a, 0) + log(1 + exp(−|a|)).
 *
 * The logarithms of a row are taken together, as that of a product, some pixels at a time: it is
 * at most 2^PIXELS, which a double has to hold.
 *
 * @param x pixels in [0, 1]
 * @param logits row-major [count, pixels]
 * @returns length count, each ≤ 0
 * @throws RangeError if the logits are no whole rows
 */
export function imageLikelihoods(x: Float32Array, logits: Float32Array): Float64Array<ArrayBuffer> {
  const pixels = x.length;
  const count = logits.length / pixels;
  if (!Number.isInteger(count)) {
    throw new RangeError(`invalid logits: length ${logits.length}, expected rows of ${pixels}`);
  }
  const likelihoods = new Float64Array(count);
  for (let row = 0; row < count; ++row) {
    let [sum, product] = [0, 1];
    for (let i = 0; i < pixels; ++i) {
      const a = logits[row * pixels + i];
      sum += x[i] * a - Math.max(a, 0);
      product *= 1 + Math.exp(-Math.abs(a));
      if (i % PIXELS === PIXELS - 1) {
        sum -= Math.log(product);
        product = 1;
      }
    }
    likelihoods[row] = sum - Math.log(product);
  }
  return likelihoods;
}

/**
 * Returns the mean over images of Σᵢ H(xᵢ), in nats per image, with H(x) = −x log x − (1 − x)
 * log(1 − x): the least that a reconstruction costs. For a pixel x the log-likelihood
 * x log y + (1 − x) log(1 − y) is greatest at y = x, where it is −H(x); that is 0 only if the pixel
 * is black or white.
 */
export function pixelFloor({pixels, count}: Images): number {
  const ink = fullInk(pixels);
  let sum = 0;
  if (ink === 1) for (const x of pixels) sum += entropy(x);
  else {
    // Of 8-bit pixels there are 256 kinds, and a logarithm for each pixel would take a second.
    const kinds = new Float64Array(ink + 1);
    for (const pixel of pixels) kinds[pixel] += 1;
    kinds.forEach((number, pixel) => (sum += number * entropy(pixel / ink)));
  }
  return sum / count;
}

/** Returns the entropy of a coin that falls on 1 with probability x, in nats. */
function entropy(x: number): number {
  return x <= 0 || x >= 1 ? 0 : -x * Math.log(x) - (1 - x) * Math.log1p(-x);
}
