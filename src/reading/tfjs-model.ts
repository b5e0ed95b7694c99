import {joinBytes} from "../formats/bytes.js";
import type {NamedFile} from "./file.js";
import {invalidFile, isRecord, jsonOf} from "./file.js";

/** What a model.json says of one array of weights. */
export interface WeightSpec {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: {dtype: string; scale?: number; min?: number};
}

/** The weights of a TensorFlow.js model. */
interface TfjsWeights {
  specs: WeightSpec[];
  /** Their bytes, in the order of specs. */
  data: Uint8Array<ArrayBuffer>;
}

const typeSizes: Record<string, number> = {
  float32: 4,
  float16: 2,
  int32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
  complex64: 8
};

/**
 * Returns the weights that a model.json names, from the files beside it.
 *
 * @param manifest the field weightsManifest: groups of weights with the paths of their files
 * @param files everything that was dropped
 * @throws Error naming the shard that is missing, or the array that does not fit
 */
function tfjsWeights(
  {name}: NamedFile,
  manifest: unknown,
  files: readonly NamedFile[]
): TfjsWeights {
  if (!Array.isArray(manifest)) {
    throw invalidFile(name, "no field weightsManifest", "a list of groups of weights");
  }
  const specs: WeightSpec[] = [];
  const parts: Uint8Array[] = [];
  for (const group of manifest as unknown[]) {
    const {paths, weights} = isRecord(group) ? group : {};
    if (!isTexts(paths) || !Array.isArray(weights)) {
      throw invalidFile(name, "a group of weights without “paths” and “weights”", "both");
    }
    const shards = paths.map((path) => shardOf(name, path, files));
    const ofGroup = weights.map((spec, i) => checkSpec(name, spec, i));
    const expected = ofGroup.reduce((sum, spec) => sum + sizeOf(spec), 0);
    const found = shards.reduce((sum, {length}) => sum + length, 0);
    if (found !== expected) {
      const what = `${found} bytes in ${paths.join(", ").slice(0, 60)}`;
      throw invalidFile(name, what, `${expected} for its ${ofGroup.length} arrays`);
    }
    specs.push(...ofGroup);
    parts.push(...shards);
  }
  return {specs, data: joinBytes(parts)};
}

/** Returns the bytes of one array. */
export function sizeOf({shape, dtype, quantization}: WeightSpec): number {
  return shape.reduce((product, size) => product * size, typeSizes[quantization?.dtype ?? dtype]);
}

function shardOf(model: string, path: string, files: readonly NamedFile[]): Uint8Array {
  const folder = model.slice(0, model.lastIndexOf("/") + 1);
  const base = (name: string) => name.slice(name.lastIndexOf("/") + 1);
  const exact = files.find(({name}) => name === folder + path.replace(/^\.\//, ""));
  // Files that were chosen one by one have lost their folders.
  const alike = files.filter(({name}) => base(name) === base(path));
  const shard = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (shard !== undefined) return shard.bytes;
  const expected = "them beside it: choose all files of the model, or their folder";
  throw invalidFile(model, `no file ${path.slice(0, 80)} of weights`, expected);
}

function checkSpec(model: string, spec: unknown, index: number): WeightSpec {
  const {name, shape, dtype, quantization} = isRecord(spec) ? spec : {};
  if (typeof name !== "string") throw invalidFile(model, `no name of array ${index}`, "one");
  const sizes = Array.isArray(shape) && shape.length <= 8 ? (shape as unknown[]) : [NaN];
  if (!sizes.every((size) => Number.isSafeInteger(size) && (size as number) >= 0)) {
    throw invalidFile(model, `the shape of ${name}`, "a list of at most 8 sizes");
  }
  const stored = isRecord(quantization) ? quantization.dtype : dtype;
  if (typeof dtype !== "string" || !Object.hasOwn(typeSizes, String(stored))) {
    const types = Object.keys(typeSizes).join(", ");
    throw invalidFile(model, `dtype ${JSON.stringify(stored) ?? "missing"} of ${name}`, types);
  }
  return spec as WeightSpec;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

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
function modelOf(topology: Record<string, unknown>): Record<string, unknown> {
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
function sourcesOf({source}: Pick<ChainLayer, "source">): string[] {
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

/** A network in one of the two formats of TensorFlow.js, with its weights: nothing of it runs yet. */
export interface TfjsFiles {
  /** Its model.json, with its folder: what errors call it. */
  name: string;
  format: "layers" | "graph";
  topology: Record<string, unknown>;
  /** The inputs and outputs of a graph model, where it names them. */
  signature?: Record<string, unknown>;
  weights: TfjsWeights;
}

/** Returns the parsed model.json of a file that is one, otherwise undefined. */
export function modelJson(file: NamedFile): Record<string, unknown> | undefined {
  if (!/\.json$/i.test(file.name)) return undefined;
  const json = jsonOf(file.bytes, file.name);
  return isRecord(json) && "modelTopology" in json ? json : undefined;
}

/**
 * Returns the network of a model.json with the weights that it names.
 *
 * @param json the parsed file
 * @param files everything that was dropped
 * @throws Error naming the field or the shard that is missing or does not fit
 */
export function tfjsNetwork(
  file: NamedFile,
  json: Record<string, unknown>,
  files: readonly NamedFile[]
): TfjsFiles {
  const {modelTopology: topology, format, signature, weightsManifest} = json;
  if (!isRecord(topology)) throw invalidFile(file.name, "no object modelTopology", "one");
  const isGraph = format === "graph-model" || Array.isArray(topology.node);
  const known = [undefined, null, "graph-model", "layers-model"];
  if (!known.includes(format as string)) {
    const found = `format ${JSON.stringify(format).slice(0, 60)}`;
    throw invalidFile(file.name, found, "“layers-model” or “graph-model”");
  }
  const weights = tfjsWeights(file, weightsManifest, files);
  const numbers = weights.specs.reduce((sum, {shape}) => sum + shape.reduce((a, b) => a * b, 1), 0);
  checkUnits(file.name, topology, numbers);
  return {
    name: file.name,
    format: isGraph ? "graph" : "layers",
    topology,
    signature: isRecord(signature) ? signature : undefined,
    weights
  };
}

/**
 * Checks that no layer has more units than the model has weights: tfjs takes memory for what a
 * layer says before it looks at them.
 */
function checkUnits(name: string, value: unknown, most: number): void {
  if (Array.isArray(value)) for (const one of value) checkUnits(name, one, most);
  if (!isRecord(value)) return;
  for (const [field, one] of Object.entries(value)) {
    if ((field === "units" || field === "filters") && !(Number(one) <= most)) {
      const found = `a layer of ${JSON.stringify(one).slice(0, 40)} ${field}`;
      throw invalidFile(name, found, `at most the ${most} weights of the model`);
    }
    checkUnits(name, one, most);
  }
}

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
