import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import type {FloatLayer} from "./float-layers.js";
import {forwardLayer} from "./float-layers.js";

/**
 * Returns the encoder’s q(z|x) of one image (equation 9), on plain numbers.
 *
 * @param layers the encoder’s; the last two give μ and log σ², and read the same layer
 * @param x pixels in [0, 1]
 */
export function plainEncoding(
  layers: readonly FloatLayer[],
  x: ArrayLike<number>
): DiagonalGaussian {
  let h = Float64Array.from(x);
  for (const layer of layers.slice(0, -2)) h = forwardLayer(layer, h);
  const [mu, logVar] = layers.slice(-2).map((layer) => Array.from(forwardLayer(layer, h)));
  return {mu, logVar};
}
