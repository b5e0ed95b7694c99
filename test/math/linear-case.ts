import {decoderPosterior} from "../../src/math/decoder-posterior.js";
import type {FullGaussian} from "../../src/math/gaussian-fit.js";
import {
  linearDecoder,
  linearLogMarginal,
  linearPosterior,
  type LinearGaussian
} from "../../src/math/linear-gaussian.js";

/** An image of a linear-Gaussian model, with all that is known of it in closed form. */
export interface LinearCase {
  model: LinearGaussian;
  x: Float64Array;
  /** log p(x), in nats. */
  exact: number;
  posterior: FullGaussian;
  /** Returns log p(x, z) of points, row-major [count, latents], in nats. */
  logJoint(z: Float64Array): Float64Array;
}

/** Returns the case of a model and an image. */
export function linearCase(model: LinearGaussian, x: Float64Array): LinearCase {
  const target = decoderPosterior(linearDecoder(model), x);
  const latents = model.weights.length / model.bias.length;
  return {
    model,
    x,
    exact: linearLogMarginal(model, x),
    posterior: linearPosterior(model, x),
    logJoint: (z) =>
      Float64Array.from(
        {length: z.length / latents},
        (_, i) => target(z.slice(i * latents, (i + 1) * latents), new Float64Array(latents))[0]
      )
  };
}

/** Two latents, whose posterior is correlated. */
export const twoLatents = linearCase(
  {
    weights: Float64Array.of(1, 0.5, -0.3, 0.2, 0.4, 1.1),
    bias: Float64Array.of(0.1, -0.2, 0.3),
    variance: 0.25
  },
  Float64Array.of(1, 0.2, 1.5)
);
