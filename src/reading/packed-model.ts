import {toFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import type {ImageSize} from "./array-shape.js";
import {invalidFile} from "./named-file.js";

/** A model of dense layers, as our own engines compute it: no library needed. */
export interface PackedModel {
  /** The file that it came from. */
  name: string;
  latentSize: number;
  /** The size of an image, in pixels. */
  image: ImageSize;
  /** From z to the logits of the pixels. */
  decoder: PackedLayer[];
  /** From x to μ and log σ², side by side in the last layer. */
  encoder?: PackedLayer[];
}

/** The largest number that a float16 holds. */
const LARGEST_FLOAT16 = 65504;

/** A dense layer, its weights as numbers. */
export interface NumericLayer {
  inputs: number;
  units: number;
  activation: PackedLayer["activation"];
  /** Row-major [inputs, units]. */
  kernel: Float32Array;
  /** One a unit. */
  bias: Float32Array;
}

/**
 * Returns a dense layer with its weights rounded to float16.
 *
 * @param name what errors call the layer
 * @throws Error naming the layer and the first weight that is not finite, or too large
 */
export function packLayer(
  name: string,
  {kernel, bias, ...shape}: NumericLayer
): PackedLayer & {kernel: {type: "float16"}} {
  for (const [what, values] of [["kernel", kernel] as const, ["bias", bias] as const]) {
    const wrong = values.findIndex((value) => !(Math.abs(value) <= LARGEST_FLOAT16));
    if (wrong !== -1) {
      const found = `${what} ${values[wrong]} at ${wrong}`;
      throw invalidFile(name, found, `numbers up to ±${LARGEST_FLOAT16}`);
    }
  }
  return {...shape, kernel: {type: "float16", halves: toFloat16(kernel)}, bias: toFloat16(bias)};
}

/**
 * Checks that each layer reads what the one before gives.
 *
 * @throws Error naming both sizes
 */
export function checkChain(name: string, layers: readonly PackedLayer[], inputs: number): void {
  let before = inputs;
  for (const [i, layer] of layers.entries()) {
    if (layer.inputs !== before) {
      const found = `layer ${i + 1} of ${layer.inputs} inputs`;
      throw invalidFile(name, found, `${before}, what the one before gives`);
    }
    before = layer.units;
  }
}
