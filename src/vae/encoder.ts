import type * as tf from "@tensorflow/tfjs";
import type {Architecture} from "../formats/architecture.js";
import {encoderLayers} from "../formats/architecture.js";
import {dense} from "./dense.js";
import type {WeightTensors} from "./layer-tensors.js";
import {layerTensors} from "./layer-tensors.js";

/** The parameters of q(z|x) = N(mu, diag exp(logVar)), one row per image. */
export interface Posterior {
  /** Shape [batch, latentSize]. */
  mu: tf.Tensor2D;
  /** log σ², shape [batch, latentSize]. */
  logVar: tf.Tensor2D;
}

/**
 * Returns the encoder's q(z|x) for a batch of images (section 3, appendix C.2).
 *
 * @param x pixels in [0, 1], shape [batch, inputSize]; treated as constant
 * @param weights the encoder's weights as tensors
 */
export function encode(
  x: tf.Tensor2D,
  weights: WeightTensors,
  architecture: Architecture
): Posterior {
  const layers = encoderLayers(architecture);
  let h = x;
  for (const layer of layers.slice(0, -2)) h = apply(h, layer);
  const [mu, logVar] = layers.slice(-2).map((layer) => apply(h, layer));
  return {mu, logVar};

  function apply(input: tf.Tensor2D, layer: (typeof layers)[number]): tf.Tensor2D {
    const {kernel, bias} = layerTensors(weights, layer);
    return dense(input, kernel, bias, {
      activation: layer.activation,
      constantInput: input === x
    });
  }
}
