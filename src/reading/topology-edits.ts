import {layerChain, modelOf, outputNames} from "./layer-chain.js";
import {isRecord} from "./parse-json.js";

/** Layers after the last sigmoid that only give its numbers another form. */
const formOnly = new Set(["Reshape", "Flatten"]);

/**
 * Returns the same Keras model without the sigmoid that ends it: it then gives logits, exact where
 * the sigmoid itself would round to 0 or 1. Undefined where no sigmoid ends it, or its layers are
 * not a chain.
 *
 * @param topology the field modelTopology of a layers model
 */
export function logitsTopology(
  topology: Record<string, unknown>
): Record<string, unknown> | undefined {
  const copy = structuredClone(topology);
  const last = layerChain(copy)?.findLast(({type}) => !formOnly.has(type));
  if (last?.config.activation !== "sigmoid") return undefined;
  last.config.activation = "linear";
  return copy;
}

/**
 * Returns the same Keras model with its first two outputs alone, μ and log σ², where each is the end
 * of a chain; otherwise the model itself. Encoders often have a sample of z as the third output, by
 * a layer of their author’s own that no one else can compute.
 */
export function momentsTopology(topology: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(topology);
  const {config} = modelOf(copy);
  if (!isRecord(config) || outputNames(config).length < 3) return topology;
  const chains = [layerChain(copy, 0), layerChain(copy, 1)];
  const needed = new Set(chains.flatMap((chain) => chain?.map(({source}) => source) ?? []));
  if (chains.includes(undefined)) return topology;
  config.layers = (config.layers as Record<string, unknown>[]).filter((one) => needed.has(one));
  config.output_layers = (config.output_layers as unknown[]).slice(0, 2);
  return copy;
}
