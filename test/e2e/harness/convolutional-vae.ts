import * as tf from "@tensorflow/tfjs";

/** A variational auto-encoder with convolutions, as Keras’ examples build it. */
export interface ConvolutionalVae {
  /** From two latents to 28 × 28 means. */
  decoder: tf.LayersModel;
  /** From 28 × 28 pixels to μ and log σ². */
  encoder: tf.LayersModel;
}

/** Returns one with seeded weights: every layer that such decoders have, none of them trained. */
export function convolutionalVae(): ConvolutionalVae {
  const {dense, reshape, leakyReLU, batchNormalization, activation, conv2d, flatten} = tf.layers;
  const random = (seed: number, stddev: number) => ({
    kernelInitializer: tf.initializers.randomNormal({stddev, seed})
  });
  const grow = {kernelSize: 3, strides: 2, padding: "same"} as const;
  const decoder = tf.sequential({
    name: "decoder",
    layers: [
      dense({inputShape: [2], units: 7 * 7 * 8, ...random(1, 0.5)}),
      leakyReLU({alpha: 0.2}),
      reshape({targetShape: [7, 7, 8]}),
      tf.layers.conv2dTranspose({filters: 8, ...grow, ...random(2, 0.3)}),
      batchNormalization(),
      activation({activation: "relu"}),
      tf.layers.conv2dTranspose({filters: 4, ...grow, activation: "relu", ...random(3, 0.3)}),
      conv2d({filters: 1, kernelSize: 3, padding: "same", activation: "sigmoid", ...random(4, 1)})
    ]
  });
  const x = tf.input({shape: [28, 28, 1]});
  const shrink = {filters: 4, ...grow, activation: "relu"} as const;
  const hidden = flatten().apply(conv2d({...shrink, ...random(5, 0.3)}).apply(x));
  const moment = (name: string, seed: number) =>
    dense({units: 2, name, ...random(seed, 0.02)}).apply(hidden) as tf.SymbolicTensor;
  const encoder = tf.model({inputs: x, outputs: [moment("mu", 6), moment("logVar", 7)]});
  return {decoder, encoder};
}
