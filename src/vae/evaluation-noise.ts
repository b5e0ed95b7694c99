import {randomSource, standardNormals} from "../math/random.js";

/** Marks the random stream of evaluation noise, apart from those of training. */
const EVALUATION_STREAM = 4;

/** Images are evaluated in batches of this many, each with noise of its own. */
export const EVALUATION_BATCH = 500;

/** Returns the first n draws of N(0, 1) of an evaluation's batch, counted from 0. */
export function evaluationNoise(seed: number, batch: number, n: number): Float32Array<ArrayBuffer> {
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
