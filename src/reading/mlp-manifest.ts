import * as v from "valibot";
import type {InferOutput} from "valibot";
import {integer, oneOf, parseRecord, record, text} from "../formats/record.js";

const dense = {weight: text, bias: text};
const hidden = record({...dense, activation: oneOf("relu", "tanh")});
const last = record({...dense, activation: oneOf("sigmoid", "linear")});

const schema = record({
  /** The version of this form. */
  format: v.literal(1, "expected 1"),
  /** The size of an image, in pixels. */
  image: record({width: integer(1, 64), height: integer(1, 64)}),
  /**
   * How a weight lies: “output, input” as in PyTorch’s Linear, or “input, output” as in Keras’
   * Dense.
   */
  layout: oneOf("output, input", "input, output"),
  /** From z to the pixels. The last layer’s sums are logits: its sigmoid gives the means. */
  decoder: record({hidden: v.array(hidden, "expected a list of layers"), output: last}),
  /** From x to μ and log σ², which read the same layer. */
  encoder: v.optional(
    record({
      hidden: v.array(hidden, "expected a list of layers"),
      mu: record(dense),
      logVar: record(dense)
    })
  )
});

/**
 * What a multilayer perceptron is made of: the names of its weights in a safetensors file, in the
 * order of its layers.
 */
export type MlpManifest = InferOutput<typeof schema>;

/**
 * Returns the manifest that a parsed JSON value is.
 *
 * @throws Error naming the first field that is missing, unknown or wrong, its value and what was
 *   expected
 */
export function parseMlpManifest(value: unknown): MlpManifest {
  return parseRecord("manifest of the layers", schema, value);
}
