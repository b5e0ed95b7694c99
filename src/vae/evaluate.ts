import * as tf from "@tensorflow/tfjs";
import type {Architecture} from "./architecture.js";
import {elboWithClosedKl} from "./elbo.js";
import {encode} from "./encoder.js";
import type {MeanElbo} from "./gradient.js";
import {toTensors} from "./layer-tensors.js";
import type {Images} from "./minibatch.js";
import {randomSource, standardNormals} from "./random.js";
import type {Weights} from "./weights.js";

/** Marks the random stream of evaluation noise, apart from those of training. */
const EVALUATION_STREAM = 4;
const BATCH = 500;

/** Options for evaluate. */
export interface EvaluateOptions {
  seed: number;
  /** L, the number of posterior samples for each image; defaults to 1. */
  samples?: number;
}

/** Returns the mean bound over all images by equation (10), in nats per image. */
export function evaluate(
  weights: Weights,
  images: Images,
  architecture: Architecture,
  {seed, samples = 1}: EvaluateOptions
): MeanElbo {
  const sums = {elbo: 0, reconstruction: 0, kl: 0};
  forEachBatch(weights, images, (x, count, tensors, batch) => {
    const n = samples * count * architecture.latentSize;
    const noise = standardNormals(randomSource(seed, EVALUATION_STREAM, batch), n);
    const epsilon = tf.tensor2d(noise, [samples * count, architecture.latentSize]);
    const terms = elboWithClosedKl(x, epsilon, tensors, architecture);
    for (const term of ["elbo", "reconstruction", "kl"] as const) {
      sums[term] += terms[term].sum().dataSync()[0];
    }
  });
  return {
    elbo: sums.elbo / images.count,
    reconstruction: sums.reconstruction / images.count,
    kl: sums.kl / images.count
  };
}

/** The posteriors of many images. */
export interface PosteriorArrays {
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
    const offset = batch * BATCH * architecture.latentSize;
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
  tf.tidy(() => {
    const tensors = toTensors(weights);
    for (let start = 0, batch = 0; start < count; start += BATCH, ++batch) {
      tf.tidy(() => {
        const rows = Math.min(BATCH, count - start);
        const bytes = pixels.subarray(start * size, (start + rows) * size);
        const x = tf.tensor2d(
          Float32Array.from(bytes, (byte) => byte / 255),
          [rows, size]
        );
        visit(x, rows, tensors, batch);
      });
    }
  });
}
