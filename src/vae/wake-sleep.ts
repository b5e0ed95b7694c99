import * as tf from "@tensorflow/tfjs";
import {decoderLayers, encoderLayers} from "../formats/architecture.js";
import type {Architecture, DenseLayer} from "../formats/architecture.js";
import {bernoulliLogLikelihood} from "./elbo.js";
import {decodeLogits} from "./networks.js";
import {encode} from "./networks.js";
import {gaussianLogDensity, klToPrior, reparameterize} from "./elbo.js";
import type {Batch, ElboGradient} from "./gradient.js";
import {toTensors} from "./weights.js";
import type {WeightTensors} from "./weights.js";
import type {Weights} from "./weights.js";

/** What the sleep phase learns from: latent points and the images that the decoder made of them. */
export interface Dreams {
  /** Draws of z from the prior, row-major [count, latentSize]. */
  z: Float32Array;
  /** What was dreamt from them, row-major [count, inputSize]. */
  x: Float32Array;
}

/** The gradient of wake-sleep, and how well the encoder infers the dreams' z. */
export interface WakeSleepGradient extends ElboGradient {
  /** The mean of log q(z|x) over the dreams, in nats: what the sleep phase raises. */
  dreamLogDensity: number;
}

/**
 * Returns the gradient of the wake-sleep algorithm (Hinton et al. 1995, section 4 of the paper) for
 * the networks of the VAE. No one objective has it:
 *
 * - wake: the decoder raises log p(x|z) of real images, at draws z of q(z|x) that count as given;
 * - sleep: the encoder raises log q(z|x) of dreams x, whose z it is.
 *
 * The sleep phase minimises KL(p(z|x) ‖ q(z|x)) averaged over what the model dreams, where the bound
 * has KL(q ‖ p) averaged over the data.
 *
 * @param epsilon draws of N(0, 1), row-major [L × count, latentSize]
 * @returns means per image; elbo, reconstruction and kl are of the real images, as of any q
 */
export function wakeSleepGradient(
  weights: Weights,
  {x, count}: Batch,
  epsilon: Float32Array,
  dreams: Dreams,
  architecture: Architecture
): WakeSleepGradient {
  const {inputSize, latentSize} = architecture;
  let result: WakeSleepGradient | undefined;
  tf.tidy(() => {
    const tensors = toTensors(weights);
    const images = tf.tensor2d(x, [count, inputSize]);
    const samples = epsilon.length / (count * latentSize);
    const {mu, logVar} = encode(images, tensors, architecture);
    const tiled = (rows: tf.Tensor2D) => rows.tile<tf.Tensor2D>([samples, 1]);
    const noise = tf.tensor2d(epsilon, [samples * count, latentSize]);
    const z = reparameterize(tiled(mu), tiled(logVar), noise);
    const kl = klToPrior(mu, logVar).mean().dataSync()[0];

    const wake = gradientBy(tensors, decoderLayers(architecture), (decoder) =>
      bernoulliLogLikelihood(tiled(images), decodeLogits(z, decoder, architecture)).mean()
    );
    const dreamt = tf.tensor2d(dreams.z, [dreams.z.length / latentSize, latentSize]);
    const seen = tf.tensor2d(dreams.x, [dreamt.shape[0], inputSize]);
    const sleep = gradientBy(tensors, encoderLayers(architecture), (encoder) => {
      const q = encode(seen, encoder, architecture);
      return gaussianLogDensity(dreamt, q.mu, q.logVar).mean();
    });
    result = {
      elbo: wake.value - kl,
      reconstruction: wake.value,
      kl,
      dreamLogDensity: sleep.value,
      gradient: new Map([...sleep.gradient, ...wake.gradient])
    };
  });
  return result!;
}

/** Returns an objective and its derivative by the weights of some layers, by their names. */
function gradientBy(
  tensors: WeightTensors,
  layers: readonly DenseLayer[],
  objective: (weights: WeightTensors) => tf.Tensor
): {value: number; gradient: Map<string, Float32Array>} {
  const names = layers.flatMap(({name}) => [`${name}/kernel`, `${name}/bias`]);
  const {value, grads} = tf.valueAndGrads((...values: tf.Tensor[]) =>
    objective(Object.fromEntries(names.map((name, i) => [name, values[i]]))).asScalar()
  )(names.map((name) => tensors[name]));
  return {
    value: value.dataSync()[0],
    gradient: new Map(names.map((name, i) => [name, grads[i].dataSync() as Float32Array]))
  };
}
