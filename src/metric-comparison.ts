import type {Codes} from "./formats/codes.js";
import {marginalDeviations, predictedDeviations} from "./math/metric.js";

/** Standard deviations of the posteriors of some test images, one for each image and latent. */
export interface Deviations {
  /** Of the encoder’s q(z|x). */
  encoder: number[];
  /** Of the nearest independent Gaussian, by the metric at the code: see predictedDeviations. */
  predicted: number[];
  /** Of the marginals, by the metric at the code. */
  marginal: number[];
}

/** Options for compareDeviations. */
export interface ComparisonOptions {
  /** Every so manieth image is looked at; defaults to 10. */
  every?: number;
  /** So many images are looked at before the next value; defaults to 50. */
  chunk?: number;
}

/**
 * Yields what the metric predicts beside what the encoder says, for more and more test images of
 * a model of two latents: the same object, longer each time.
 *
 * @param metricsAt returns a promise to the metrics at latent points, row-major
 */
export async function* compareDeviations(
  {count, latentSize, mu, logVar}: Codes,
  metricsAt: (z: Float32Array<ArrayBuffer>) => Promise<Float64Array>,
  {every = 10, chunk = 50}: ComparisonOptions = {}
): AsyncGenerator<Deviations> {
  if (latentSize !== 2) throw new RangeError(`invalid latentSize: ${latentSize}, expected 2`);
  const images = Array.from({length: Math.ceil(count / every)}, (_, i) => i * every);
  const all: Deviations = {encoder: [], predicted: [], marginal: []};
  while (images.length > 0) {
    const some = images.splice(0, chunk);
    const z = Float32Array.from(some.flatMap((image) => [mu[2 * image], mu[2 * image + 1]]));
    const metrics = await metricsAt(z);
    some.forEach((image, i) => {
      const metric = metrics.subarray(4 * i, 4 * i + 4);
      all.encoder.push(...[0, 1].map((latent) => Math.exp(logVar[2 * image + latent] / 2)));
      all.predicted.push(...predictedDeviations(metric));
      all.marginal.push(...marginalDeviations(metric));
    });
    yield {...all};
  }
}
