import type {Images} from "../formats/images.js";
import {fullInk} from "../formats/images.js";
import {permutation, randomSource, standardNormals} from "../math/random.js";

/** Marks the random streams of one seed, apart from that of the initial weights. */
const ORDER_STREAM = 2;
const NOISE_STREAM = 3;

/** What decides the minibatches of a run. */
export interface MinibatchPlan {
  seed: number;
  /** M, the number of images in a minibatch. */
  batchSize: number;
  /** L, the number of latent samples for each image. */
  samples: number;
  latentSize: number;
}

/** One minibatch: its images and the noise of their latent samples. */
export interface Minibatch {
  /** Pixels in [0, 1], row-major [M, inputSize]. */
  x: Float32Array;
  /** Draws of N(0, 1), row-major [L × M, latentSize]. */
  epsilon: Float32Array;
}

/**
 * Returns how many minibatches make an epoch; a last one that would be smaller is left out, and its
 * images come in another epoch, since every epoch has its own order.
 *
 * @throws RangeError if there are fewer images than a minibatch takes
 */
export function stepsPerEpoch(count: number, batchSize: number): number {
  const steps = Math.floor(count / batchSize);
  if (!(steps > 0)) {
    throw new RangeError(`invalid batchSize: ${batchSize}, expected at most ${count} images`);
  }
  return steps;
}

/**
 * Returns a function from a step (from 0) to which images make its minibatch, by their numbers, M of
 * them: each epoch takes them in an order of its own. It depends on the seed and the step alone.
 */
export function minibatchOrder(
  count: number,
  {seed, batchSize}: Pick<MinibatchPlan, "seed" | "batchSize">
): (step: number) => Uint32Array {
  const steps = stepsPerEpoch(count, batchSize);
  let orderedEpoch = -1;
  let order = new Uint32Array(0);
  return (step) => {
    const epoch = Math.floor(step / steps);
    if (epoch !== orderedEpoch) {
      order = permutation(randomSource(seed, ORDER_STREAM, epoch), count);
      orderedEpoch = epoch;
    }
    const first = (step % steps) * batchSize;
    return order.subarray(first, first + batchSize);
  };
}

/**
 * Returns the pixels of some images in [0, 1], row-major, one after the other.
 *
 * @throws RangeError if the pixels are no whole number of images
 */
export function pixelsOf({pixels, count}: Images, chosen: Uint32Array): Float32Array<ArrayBuffer> {
  const size = pixels.length / count;
  if (!Number.isInteger(size)) {
    throw new RangeError(
      `invalid pixels: length ${pixels.length}, expected a multiple of ${count}`
    );
  }
  const ink = fullInk(pixels);
  const x = new Float32Array(chosen.length * size);
  for (const [row, image] of chosen.entries()) {
    for (let i = 0; i < size; ++i) x[row * size + i] = pixels[image * size + i] / ink;
  }
  return x;
}

/**
 * Returns a function from a step (from 0) to its minibatch (algorithm 1: a random minibatch and its
 * noise). It depends on the plan and the step alone, so a run that was stopped goes on as if it had
 * not been.
 */
export function minibatches(
  images: Images,
  {seed, batchSize, samples, latentSize}: MinibatchPlan
): (step: number) => Minibatch {
  const chosen = minibatchOrder(images.count, {seed, batchSize});
  return (step) => {
    const x = pixelsOf(images, chosen(step));
    const noise = randomSource(seed, NOISE_STREAM, step);
    return {x, epsilon: standardNormals(noise, samples * batchSize * latentSize)};
  };
}
