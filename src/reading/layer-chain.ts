import {isRecord} from "./parse-json.js";

/** One layer as Keras describes it. */
export interface ChainLayer {
  /** What kind it is, such as “Dense”. */
  type: string;
  name: string;
  config: Record<string, unknown>;
  /** The layer’s own object in the topology. */
  source: Record<string, unknown>;
}

/** Returns the object of a topology that has the fields class_name and config. */
export function modelOf(topology: Record<string, unknown>): Record<string, unknown> {
  return isRecord(topology.model_config) ? topology.model_config : topology;
}

/**
 * Returns the layers of a Keras model in order, from an input to one of its outputs, if each reads
 * the one before and nothing else; otherwise undefined.
 *
 * @param topology the field modelTopology of a layers model
 * @param output which output, counted from 0
 */
export function layerChain(
  topology: Record<string, unknown>,
  output = 0
): ChainLayer[] | undefined {
  const {class_name: type, config} = modelOf(topology);
  const list: unknown = isRecord(config) ? config.layers : config;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const layers = (list as unknown[]).map(layerOf);
  if (!layers.every((layer) => layer !== undefined)) return undefined;
  if (type === "Sequential") return output === 0 ? layers : undefined;
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const outputs = isRecord(config) ? outputNames(config) : [];
  const chain: ChainLayer[] = [];
  let next = byName.get(outputs[output] ?? "");
  while (next !== undefined) {
    chain.unshift(next);
    const sources = sourcesOf(next);
    if (sources.length === 0) return chain;
    // A longer chain than there are layers runs in a circle.
    if (sources.length > 1 || chain.length > layers.length) return undefined;
    next = byName.get(sources[0]);
  }
  return undefined;
}

/** Returns the names of the layers that are outputs of a functional model, in order. */
export function outputNames({output_layers: outputs}: Record<string, unknown>): string[] {
  if (!Array.isArray(outputs)) return [];
  // Newer versions leave the outer list out where there is one output.
  const list: unknown[] = typeof outputs[0] === "string" ? [outputs] : outputs;
  return list.map((entry) => (Array.isArray(entry) ? String(entry[0]) : ""));
}

/** Returns the names of the layers that a layer reads, one after the other. */
export function sourcesOf({source}: Pick<ChainLayer, "source">): string[] {
  const nodes = source.inbound_nodes;
  if (!Array.isArray(nodes)) return [];
  return (nodes as unknown[]).flatMap((node) =>
    Array.isArray(node) ? node.map((one) => (Array.isArray(one) ? String(one[0]) : "")) : [""]
  );
}

function layerOf(layer: unknown): ChainLayer | undefined {
  if (!isRecord(layer)) return undefined;
  const {class_name: type, config, name} = layer;
  if (typeof type !== "string" || !isRecord(config)) return undefined;
  return {type, name: String(config.name ?? name), config, source: layer};
}
