import {sampleMoments, weightedMoments} from "./moments.js";
import type {RandomSource} from "./random.js";

/** Gradients of single draws: of a number of images, with as many draws of q for each of them. */
export interface GradientPool {
  images: number;
  draws: number;
  /** The numbers of a gradient. */
  size: number;
  /** Row-major, [images, draws, size]. */
  values: ArrayLike<number>;
}

/** What the variance of a minibatch’s gradient is made of, each summed over the gradient’s numbers. */
export interface VarianceParts {
  /** How much the mean gradient of an image varies from image to image. */
  images: number;
  /** How much the gradient of one draw varies about that mean, on average over the images. */
  noise: number;
}

/** M images in a minibatch and L draws for each. */
export interface BatchSplit {
  images: number;
  samples: number;
}

/** Returns the mean gradient of each image, row-major [images, size]. */
function imageMeans({images, draws, size, values}: GradientPool): Float64Array {
  const means = new Float64Array(images * size);
  for (let i = 0; i < values.length; ++i) {
    const image = Math.floor(i / (draws * size));
    means[image * size + (i % size)] += values[i] / draws;
  }
  return means;
}

/**
 * Returns both parts for a pool from which images, and draws of each, are taken at random, each time
 * anew: the law of total variance, exact.
 */
export function varianceParts(pool: GradientPool): VarianceParts {
  const {images, draws, size, values} = pool;
  const means = imageMeans(pool);
  const parts = {images: 0, noise: 0};
  for (let j = 0; j < size; ++j) {
    const ofImages = Float64Array.from({length: images}, (_, i) => means[i * size + j]);
    parts.images += weightedMoments(ofImages, () => 1 / images).variance;
  }
  for (let i = 0; i < values.length; ++i) {
    const image = Math.floor(i / (draws * size));
    parts.noise += (values[i] - means[image * size + (i % size)]) ** 2 / (images * draws);
  }
  return parts;
}

/** Returns the variance of the gradient of a minibatch, (V_images + V_noise / L) / M, in its parts. */
export function splitVariance(
  {images, noise}: VarianceParts,
  split: BatchSplit
): VarianceParts & {total: number} {
  const [ofImages, ofNoise] = [images / split.images, noise / (split.images * split.samples)];
  return {images: ofImages, noise: ofNoise, total: ofImages + ofNoise};
}

/**
 * Returns the gradients of minibatches, row-major [count, size]: of M images and L draws of each,
 * taken at random from the pool, each time anew.
 */
export function minibatchGradients(
  {images, draws, size, values}: GradientPool,
  split: BatchSplit,
  {count, source}: {count: number; source: RandomSource}
): Float64Array<ArrayBuffer> {
  const passes = split.images * split.samples;
  const gradients = new Float64Array(count * size);
  for (let b = 0; b < count; ++b) {
    for (let m = 0; m < split.images; ++m) {
      const image = Math.floor(source() * images);
      for (let l = 0; l < split.samples; ++l) {
        const at = (image * draws + Math.floor(source() * draws)) * size;
        for (let j = 0; j < size; ++j) gradients[b * size + j] += values[at + j] / passes;
      }
    }
  }
  return gradients;
}

/** Returns the variance of gradients as they turn out, summed over their numbers. */
export function measuredVariance(gradients: Float64Array, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; ++j) {
    sum += sampleMoments(gradients.filter((_, i) => i % size === j)).variance;
  }
  return sum;
}
