import type {TfjsNetwork} from "./engine/tfjs/network.js";

/** An encoder of the visitor’s own: q(z|x), on whatever computes it. */
export interface OwnEncoder {
  /**
   * Returns a promise to μ and log σ² of each image, both row-major [count, latentSize].
   *
   * @param x pixels in [0, 1], row-major [count, pixels]
   * @throws RangeError (as a rejection) if x has another length or a value that is not finite
   */
  encode(x: Float32Array, count: number): Promise<{mu: Float32Array; logVar: Float32Array}>;
}

/**
 * Returns a promise to an encoder over a network that someone else made, once it has been tried on
 * blank paper: its first two outputs have to be μ and log σ².
 *
 * @param facts the latents and the pixels of the decoder
 * @throws Error (as a rejection) naming the network, the shape and what was expected
 */
export async function createOwnEncoder(
  name: string,
  network: TfjsNetwork,
  {latentSize, pixels}: {latentSize: number; pixels: number}
): Promise<OwnEncoder> {
  const shape = network.inputShape.map((one) => one ?? 1);
  const size = shape.reduce((product, one) => product * one, 1);
  if (size !== pixels) {
    const found = `inputs of shape [${network.inputShape.join(", ")}]`;
    throw new Error(`invalid ${name}: ${found}, expected ${pixels} pixels, as the decoder gives`);
  }
  const trial = await network.run(new Float32Array(pixels), 1, shape);
  const moments = trial.slice(0, 2).map((output) => output.values);
  if (moments.length < 2 || moments.some(({length}) => length !== latentSize)) {
    const found = trial.map((output) => `[${output.shape.slice(1).join(", ")}]`).join(" and ");
    const expected = `μ and log σ², each [${latentSize}] as the decoder reads`;
    throw new Error(`invalid ${name}: outputs of shape ${found}, expected ${expected}`);
  }
  if (moments.some((values) => values.some((value) => !Number.isFinite(value)))) {
    throw new Error(`invalid ${name}: it gives NaN for blank paper, expected finite numbers`);
  }
  return {
    async encode(x, count) {
      if (x.length !== count * pixels) {
        throw new RangeError(`invalid x: length ${x.length}, expected ${count * pixels}`);
      }
      const wrong = x.findIndex((value) => !Number.isFinite(value));
      if (wrong !== -1) {
        throw new RangeError(`invalid x: ${x[wrong]} at ${wrong}, expected finite numbers`);
      }
      const [mu, logVar] = await network.run(x.slice(), count, shape);
      return {mu: mu.values, logVar: logVar.values};
    }
  };
}
