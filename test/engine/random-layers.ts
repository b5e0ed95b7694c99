import * as tf from "@tensorflow/tfjs";
import type {DenseLayer} from "../../src/formats/architecture.js";
import {fromFloat16, toFloat16} from "../../src/formats/bytes.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {randomSource, standardNormals} from "../../src/math/random.js";

/** Returns random layers of the given sizes, the last one linear. */
export function randomLayers(sizes: number[], activation: DenseLayer["activation"]): PackedLayer[] {
  return sizes.slice(1).map((units, i) => {
    const inputs = sizes[i];
    const scale = 1 / Math.sqrt(inputs);
    const numbers = (n: number) => standardNormals(randomSource(7, i, n), n).map((w) => w * scale);
    return {
      inputs,
      units,
      activation: i === sizes.length - 2 ? "linear" : activation,
      kernel: {type: "float16", halves: toFloat16(numbers(inputs * units))},
      bias: toFloat16(numbers(units))
    };
  });
}

/** Returns a layer with its weights rounded to 8 bits, and nothing done about what that changes. */
export function plainlyRounded(layer: PackedLayer): PackedLayer {
  if (layer.kernel.type === "int8") return layer;
  const {units, kernel} = layer;
  const weights = fromFloat16(kernel.halves);
  const steps = new Float32Array(units);
  weights.forEach((w, i) => (steps[i % units] = Math.max(steps[i % units], Math.abs(w) / 127)));
  const integers = Int8Array.from(weights, (w, i) => Math.round(w / steps[i % units]));
  return {...layer, kernel: {type: "int8", integers, steps}};
}

/** Returns what tfjs computes from the same weights: the logits, and the last hidden layer. */
export function byTfjs(layers: PackedLayer[], z: Float32Array, count: number) {
  return tf.tidy(() => {
    let hidden = tf.tensor2d(z, [count, layers[0].inputs]);
    let logits = hidden;
    for (const {inputs, units, kernel, activation, bias} of layers) {
      hidden = logits;
      const weights =
        kernel.type === "float16"
          ? fromFloat16(kernel.halves)
          : Float32Array.from(kernel.integers, (w, i) => w * kernel.steps[i % units]);
      const sum = logits
        .matMul(tf.tensor2d(weights, [inputs, units]))
        .add(tf.tensor1d(fromFloat16(bias)));
      const active = {linear: sum, relu: sum.relu(), tanh: sum.tanh()};
      logits = active[activation] as tf.Tensor2D;
    }
    return {logits: logits.dataSync(), hidden: hidden.dataSync()};
  });
}

/** Returns latent points for quantizeLayers to be right at. */
export const latents = (latentSize: number) => standardNormals(randomSource(9), 500 * latentSize);

export const pixelsOf = (logits: ArrayLike<number>) =>
  Array.from(logits, (a) => Math.round(255 / (1 + Math.exp(-a))));
