import {fromFloat16} from "./float16.js";
import type {PackedLayer} from "./packed-layers.js";

/** The largest 8-bit integer that a weight becomes; −128 is left out, so that ± are alike. */
const LARGEST = 127;

/**
 * Returns the layers with 8-bit kernels: each column is integers times a step of its own, so that
 * its largest weight becomes ±127. The first layer stays float16: it is small, and every error in
 * it goes through all others.
 */
export function quantizeLayers(layers: readonly PackedLayer[]): PackedLayer[] {
  return layers.map((layer, i) => (i === 0 ? layer : quantizeLayer(layer)));
}

function quantizeLayer(layer: PackedLayer): PackedLayer {
  if (layer.kernel.type === "int8") return layer;
  const {inputs, units} = layer;
  const weights = fromFloat16(layer.kernel.halves);
  const steps = new Float32Array(units);
  for (let i = 0; i < weights.length; ++i) {
    steps[i % units] = Math.max(steps[i % units], Math.abs(weights[i]) / LARGEST);
  }
  const integers = new Int8Array(inputs * units);
  for (let i = 0; i < weights.length; ++i) {
    // A column of zeros has the step 0, and stays zero.
    integers[i] = steps[i % units] === 0 ? 0 : Math.round(weights[i] / steps[i % units]);
  }
  return {...layer, kernel: {type: "int8", integers, steps}};
}
