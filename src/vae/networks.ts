import * as tf from "@tensorflow/tfjs";
import type {Activation, Architecture} from "../formats/architecture.js";
import {decoderLayers, encoderLayers} from "../formats/architecture.js";
import type {WeightTensors} from "./weights.js";
import {layerTensors} from "./weights.js";

/** Options for dense. */
interface DenseOptions {
  /** Defaults to “linear”. */
  activation?: Activation | "linear";
  /** True where x is data, whose gradient nobody asks for; defaults to false. */
  constantInput?: boolean;
}

/**
 * Returns activation(x · kernel + bias), differentiable in x, kernel and bias.
 *
 * The gradient is written out because tfjs' WebAssembly matMul is fast only for operands that
 * are not marked as transposed: transposing them first makes training about four times as fast.
 *
 * @param x shape [batch, inputs]
 * @param kernel shape [inputs, units]
 * @param bias shape [units]
 * @returns shape [batch, units]
 */
export function dense(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D,
  {activation = "linear", constantInput = false}: DenseOptions = {}
): tf.Tensor2D {
  const forward = (input: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D) => {
    const y = tf.fused.matMul({a: input, b: w, bias: b, activation: FUSED[activation]});
    return (activation === "tanh" ? y.tanh() : y) as tf.Tensor2D;
  };
  const kernelGradient = (input: tf.Tensor2D, da: tf.Tensor2D) =>
    tf.matMul(input.transpose(), da) as tf.Tensor2D;

  if (constantInput) {
    const op = tf.customGrad((w, b, save) => {
      const y = forward(x, w as tf.Tensor2D, b as tf.Tensor1D);
      (save as tf.GradSaveFunc)([x, y]);
      return {
        value: y,
        gradFunc: (dy: tf.Tensor2D, [savedX, savedY]: tf.Tensor[]) => {
          const da = throughActivation(dy, savedY, activation);
          return [kernelGradient(savedX as tf.Tensor2D, da), da.sum(0)];
        }
      };
    });
    return op(kernel, bias) as tf.Tensor2D;
  }

  const op = tf.customGrad((input, w, b, save) => {
    const y = forward(input as tf.Tensor2D, w as tf.Tensor2D, b as tf.Tensor1D);
    (save as tf.GradSaveFunc)([input as tf.Tensor, w as tf.Tensor, y]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor2D, [savedX, savedKernel, savedY]: tf.Tensor[]) => {
        const da = throughActivation(dy, savedY, activation);
        const dx = tf.matMul(da, savedKernel.transpose() as tf.Tensor2D);
        return [dx, kernelGradient(savedX as tf.Tensor2D, da), da.sum(0)];
      }
    };
  });
  return op(x, kernel, bias) as tf.Tensor2D;
}

/** tanh runs as an op of its own: tfjs' fused matMul knows it on no backend. */
const FUSED = {relu: "relu", tanh: "linear", linear: "linear"} as const;

/** Returns dy ⊙ activation′, with the derivative read off the output y. */
function throughActivation(
  dy: tf.Tensor2D,
  y: tf.Tensor,
  activation: Activation | "linear"
): tf.Tensor2D {
  if (activation === "relu") return dy.mul(y.step());
  if (activation === "tanh") return dy.mul(tf.sub(1, y.square()));
  return dy;
}

/** The parameters of q(z|x) = N(mu, diag exp(logVar)), one row per image. */
export interface Encoding {
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
): Encoding {
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
