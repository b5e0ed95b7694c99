import {backwardLayer, forwardLayer, type FloatLayer} from "./float-layers.js";
import type {Target} from "./gradients.js";

/**
 * Returns f(z) = log p(x|z), in nats, and ∇f for one image: a Bernoulli decoder (appendix C.1),
 * forward for the logits a, then backward from ∂f/∂a = x − sigmoid(a) to z.
 *
 * @param layers the decoder’s, of which the last one gives logits
 * @param x pixels in [0, 1]
 * @throws RangeError if x has not one pixel for each unit of the last layer
 */
export function imageTarget(layers: readonly FloatLayer[], x: ArrayLike<number>): Target {
  const [first] = layers;
  const {units: pixels} = layers[layers.length - 1];
  if (x.length !== pixels) {
    throw new RangeError(`invalid x: length ${x.length}, expected ${pixels}`);
  }
  return (z, count) => {
    const f = new Float64Array(count);
    const slope = new Float64Array(count * first.inputs);
    for (let row = 0; row < count; ++row) {
      const place = row * first.inputs;
      const activations = [z.subarray(place, place + first.inputs)];
      for (const layer of layers) activations.push(forwardLayer(layer, activations.at(-1)!));
      const {value, byLogits} = bernoulli(x, activations.at(-1)!);
      f[row] = value;
      slope.set(backward(layers, activations, byLogits), place);
    }
    return {f, slope};
  };
}

/** Returns the derivative by z, from that by the logits. */
function backward(
  layers: readonly FloatLayer[],
  activations: readonly Float64Array[],
  byLogits: Float64Array
): Float64Array {
  let derivative = byLogits;
  for (let i = layers.length - 1; i >= 0; --i) {
    const input = activations[i];
    // What a rectifier has cut off passes nothing back either.
    const isCut = i > 0 && layers[i - 1].activation === "relu";
    const isNeeded = isCut ? (k: number) => input[k] > 0 : undefined;
    derivative = backwardLayer(layers[i], activations[i + 1], derivative, isNeeded);
  }
  return derivative;
}

/** Returns Σ x·a − softplus(a) and its derivative by the logits a, as bernoulliLogLikelihood. */
function bernoulli(x: ArrayLike<number>, logits: Float64Array) {
  let value = 0;
  const byLogits = new Float64Array(logits.length);
  for (let i = 0; i < logits.length; ++i) {
    const a = logits[i];
    const small = Math.exp(-Math.abs(a));
    value += x[i] * a - Math.max(a, 0) - Math.log1p(small);
    byLogits[i] = x[i] - (a >= 0 ? 1 : small) / (1 + small);
  }
  return {value, byLogits};
}
