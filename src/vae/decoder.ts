import type * as tf from "@tensorflow/tfjs";
import type {Architecture} from "../formats/architecture.js";
import {decoderLayers} from "../formats/architecture.js";
import {dense} from "./dense.js";
import type {WeightTensors} from "./layer-tensors.js";
import {layerTensors} from "./layer-tensors.js";

/**
 * Returns the logits of the pixels of p(x|z) for a batch of latents (appendix C.1); their sigmoid
 * is the mean of each pixel.
 *
 * @param z shape [batch, latentSize]
 * @param weights the decoder's weights as tensors
 * @returns shape [batch, inputSize]
 */
export function decodeLogits(
  z: tf.Tensor2D,
  weights: WeightTensors,
  architecture: Architecture
): tf.Tensor2D {
  let h = z;
  for (const layer of decoderLayers(architecture)) {
    const {kernel, bias} = layerTensors(weights, layer);
    h = dense(h, kernel, bias, {activation: layer.activation});
  }
  return h;
}
