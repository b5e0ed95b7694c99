import * as v from "valibot";
import type {InferOutput} from "valibot";
import {anyOf, integer, parseRecord, record, text} from "../formats/record.js";
import {outputScales} from "../formats/output-scale.js";
import {channelOrders} from "./channel-order.js";
import {hiddenActivations} from "./own-layers.js";

const dense = {weight: text, bias: text};
const hidden = record({
  ...dense,
  activation: anyOf(...hiddenActivations),
  /** The slope of a leaky rectifier; PyTorch’s 0.01 if it is left out. */
  slope: v.optional(v.pipe(v.number("expected a number"), v.finite("expected a finite number")))
});
const last = record({
  ...dense,
  activation: anyOf("sigmoid", "linear", "tanh"),
  /** What it gives; seen from the activation or the range of its numbers if it is left out. */
  gives: v.optional(anyOf(...outputScales))
});

const schema = record({
  /** The version of this form. */
  format: v.literal(1, "expected 1"),
  /** The size of an image, in pixels; in color it has three channels, in the order said. */
  image: record({
    width: integer(1, 64),
    height: integer(1, 64),
    channels: v.optional(v.picklist([1, 3], "expected 1 or 3")),
    order: v.optional(anyOf(...channelOrders))
  }),
  /**
   * How a weight lies: “output, input” as in PyTorch’s Linear, or “input, output” as in Keras’
   * Dense.
   */
  layout: anyOf("output, input", "input, output"),
  /** From z to the pixels. */
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
