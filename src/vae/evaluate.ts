import * as tf from "@tensorflow/tfjs";
import type {Architecture} from "../formats/architecture.js";
import type {Images} from "../formats/images.js";
import {fullInk} from "../formats/images.js";
import {addKlPerUnit} from "../math/latent-use.js";
import {randomSource, standardNormals} from "../math/random.js";
import {elboWithClosedKl} from "./elbo.js";
import type {MeanElbo} from "./gradient.js";
import {encode} from "./networks.js";
import type {Weights} from "./weights.js";
import {toTensors} from "./weights.js";

/** Options for evaluate. */
interface EvaluateOptions {
  seed: number;
  /** L, the number of posterior samples for each image; defaults to 1. */
  samples?: number;
}

/** The mean bound over many images, and the share of each latent dimension in its KL. */
interface Evaluation extends MeanElbo {
  /** The mean KL of each dimension, in nats per image; they add up to kl. */
  klPerUnit: Float64Array;
}

/** Returns the mean bound over all images by equation (10), in nats per image. */
export function evaluate(
  weights: Weights,
  images: Images,
  architecture: Architecture,
  {seed, samples = 1}: EvaluateOptions
): Evaluation {
  const sums = {elbo: 0, reconstruction: 0, kl: 0};
  const klPerUnit = new Float64Array(architecture.latentSize);
  forEachBatch(weights, images, (x, count, tensors, batch) => {
    const n = samples * count * architecture.latentSize;
    const noise = evaluationNoise(seed, batch, n);
    const epsilon = tf.tensor2d(noise, [samples * count, architecture.latentSize]);
    const {posterior, ...terms} = elboWithClosedKl(x, epsilon, tensors, architecture);
    const [mu, logVar] = [posterior.mu, posterior.logVar].map((t) => t.dataSync<"float32">());
    addKlPerUnit(klPerUnit, mu, logVar);
    for (const term of ["elbo", "reconstruction", "kl"] as const) {
      sums[term] += terms[term].sum().dataSync()[0];
    }
  });
  return {
    elbo: sums.elbo / images.count,
    reconstruction: sums.reconstruction / images.count,
    kl: sums.kl / images.count,
    klPerUnit: klPerUnit.map((sum) => sum / images.count)
  };
}

/** The posteriors of many images. */
interface PosteriorArrays {
  /** Row-major, [count, latentSize]. */
  mu: Float32Array;
  /** log σ², row-major, [count, latentSize]. */
  logVar: Float32Array;
}

/** Returns q(z|x) of every image. */
export function encodeAll(
  weights: Weights,
  images: Images,
  architecture: Architecture
): PosteriorArrays {
  const mu = new Float32Array(images.count * architecture.latentSize);
  const logVar = new Float32Array(mu.length);
  forEachBatch(weights, images, (x, _count, tensors, batch) => {
    const posterior = encode(x, tensors, architecture);
    const offset = batch * EVALUATION_BATCH * architecture.latentSize;
    mu.set(posterior.mu.dataSync(), offset);
    logVar.set(posterior.logVar.dataSync(), offset);
  });
  return {mu, logVar};
}

function forEachBatch(
  weights: Weights,
  {pixels, count}: Images,
  visit: (
    x: tf.Tensor2D,
    count: number,
    weights: ReturnType<typeof toTensors>,
    batch: number
  ) => void
): void {
  const size = pixels.length / count;
  const ink = fullInk(pixels);
  tf.tidy(() => {
    const tensors = toTensors(weights);
    for (let start = 0, batch = 0; start < count; start += EVALUATION_BATCH, ++batch) {
      tf.tidy(() => {
        const rows = Math.min(EVALUATION_BATCH, count - start);
        const part = pixels.subarray(start * size, (start + rows) * size);
        const x = tf.tensor2d(
          Float32Array.from(part, (pixel) => pixel / ink),
          [rows, size]
        );
        visit(x, rows, tensors, batch);
      });
    }
  });
}

/** Marks the random stream of evaluation noise, apart from those of training. */
const EVALUATION_STREAM = 4;

/** Images are evaluated in batches of this many, each with noise of its own. */
const EVALUATION_BATCH = 500;

/** Returns the first n draws of N(0, 1) of an evaluation's batch, counted from 0. */
function evaluationNoise(seed: number, batch: number, n: number): Float32Array<ArrayBuffer> {
  return standardNormals(randomSource(seed, EVALUATION_STREAM, batch), n);
}

/**
 * Returns the noise of an evaluation with one sample for each image, all batches one after the
 * other: row-major [count, latentSize].
 */
export function evaluationNoiseOf(
  seed: number,
  count: number,
  latentSize: number
): Float32Array<ArrayBuffer> {
  const noise = new Float32Array(count * latentSize);
  for (let start = 0, batch = 0; start < count; start += EVALUATION_BATCH, ++batch) {
    const rows = Math.min(EVALUATION_BATCH, count - start);
    noise.set(evaluationNoise(seed, batch, rows * latentSize), start * latentSize);
  }
  return noise;
}
