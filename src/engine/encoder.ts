import type {Network} from "./network-decoder.js";

/** What turns images into posteriors, q(z|x) of one model, at once and on this thread. */
export interface Encoder {
  /**
   * Returns μ and log σ² of q(z|x) = N(μ, diag σ²) for each image, both row-major
   * [count, latentSize].
   *
   * @param x pixels in [0, 1], row-major [count, pixels]
   * @throws RangeError if x has another length or a value that is not finite
   */
  encode(x: Float32Array, count: number): {mu: Float32Array; logVar: Float32Array};
}

/**
 * Returns an encoder over a network whose last layer gives μ and log σ² side by side.
 *
 * @param inputSize the number of pixels of an image
 */
export function networkEncoder(
  {inputSize, latentSize}: {inputSize: number; latentSize: number},
  network: Pick<Network, "logits">
): Encoder {
  return {
    encode(x, count) {
      if (x.length !== count * inputSize) {
        throw new RangeError(`invalid x: length ${x.length}, expected ${count * inputSize}`);
      }
      const wrong = x.findIndex((value) => !Number.isFinite(value));
      if (wrong !== -1) {
        throw new RangeError(`invalid x: ${x[wrong]} at ${wrong}, expected finite numbers`);
      }
      const both = network.logits(x, count);
      const mu = new Float32Array(count * latentSize);
      const logVar = new Float32Array(count * latentSize);
      for (let row = 0; row < count; ++row) {
        const [from, middle] = [2 * row * latentSize, (2 * row + 1) * latentSize];
        mu.set(both.subarray(from, middle), row * latentSize);
        logVar.set(both.subarray(middle, middle + latentSize), row * latentSize);
      }
      return {mu, logVar};
    }
  };
}
