import {invalidFile, isRecord} from "./file.js";
import type {NetGraph, NetNode, NetOutput} from "./net-graph.js";
import {inputNode} from "./net-graph.js";

/** A node of a Keras model as its file says it; nothing of it is checked yet. */
export interface KerasNode extends NetNode {
  /** The names of the models around it, and its own. */
  path: string[];
}

/** A Keras model, models within it taken apart. */
export interface KerasGraph extends NetGraph {
  nodes: KerasNode[];
  /** Whether Keras 3 wrote it, whose hard_sigmoid is another one. */
  isKeras3: boolean;
}

/** The most layers of a model, those of models within it counted too. */
const MOST_LAYERS = 2000;

/** Layers that do nothing when a model is used. */
const silent = new Set([
  "Dropout",
  "SpatialDropout1D",
  "SpatialDropout2D",
  "GaussianNoise",
  "GaussianDropout",
  "AlphaDropout",
  "ActivityRegularization",
  "Identity"
]);

/** Layers that read several others at once. */
const merging = new Set(["Add", "Concatenate", "Multiply", "Average", "Maximum", "Minimum"]);

/**
 * Returns the layers of a Keras model as one list, as Keras 2 and 3 and their converters write it:
 * sequential and functional models, models within models, and nodes with and without their lists.
 *
 * @param topology the field modelTopology of a layers model
 * @throws Error naming what of the description is missing
 */
export function kerasGraph(name: string, topology: Record<string, unknown>): KerasGraph {
  const model = isRecord(topology.model_config) ? topology.model_config : topology;
  const nodes: KerasNode[] = [];
  const outputs = addModel(model, {file: name, nodes, path: [], inputs: undefined});
  const version = String(topology.keras_version ?? "");
  const isKeras3 = version.startsWith("3") || JSON.stringify(model).includes('"keras_history"');
  return {name, nodes, outputs, isKeras3};
}

/** Where a model or a layer is added. */
interface Place {
  /** The file, for errors. */
  file: string;
  /** All nodes so far; what is added comes last. */
  nodes: KerasNode[];
  /** The names of the models around it. */
  path: string[];
  /** The nodes that it reads; undefined where its own input layers begin. */
  inputs: number[] | undefined;
}

function addModel(model: Record<string, unknown>, place: Place): NetOutput[] {
  const {file} = place;
  const {class_name: type, config} = model;
  const list: unknown = isRecord(config) ? config.layers : config;
  if (!Array.isArray(list) || list.length === 0) {
    throw invalidFile(file, "a model without layers", "a list of them");
  }
  const layers = (list as unknown[]).map((layer, i) => layerOf(file, layer, i));
  if (type === "Sequential" || !isRecord(config) || config.output_layers === undefined) {
    return addSequential(isRecord(config) ? config : {}, layers, place);
  }
  return addFunctional(config, layers, place);
}

/** One layer as Keras describes it. */
interface LayerSource {
  type: string;
  name: string;
  config: Record<string, unknown>;
  nodes: unknown;
  source: Record<string, unknown>;
}

function layerOf(file: string, layer: unknown, index: number): LayerSource {
  const {class_name: type, config, name, inbound_nodes: nodes} = isRecord(layer) ? layer : {};
  // A sequential model within another one may have a list for its configuration.
  const isNested = Array.isArray(config);
  if (typeof type !== "string" || !(isRecord(config) || isNested)) {
    throw invalidFile(file, `layer ${index} without class_name and config`, "both");
  }
  const own = isRecord(config) ? config : {};
  return {
    type,
    name: String(own.name ?? name ?? `${type}_${index}`),
    config: own,
    nodes,
    source: layer as Record<string, unknown>
  };
}

function addSequential(
  config: Record<string, unknown>,
  layers: LayerSource[],
  place: Place
): NetOutput[] {
  const {file, path} = place;
  let at = place.inputs;
  for (const layer of layers) {
    if (at === undefined && layer.type !== "InputLayer" && !isModel(layer)) {
      const shape = shapeField(layer.config) ?? shapeField(config) ?? buildShape(layer, config);
      if (shape === undefined) {
        throw invalidFile(file, `no input shape of ${layer.name}`, "one, as a built model has");
      }
      at = [add({...inputNode("input", shape.slice(1)), path: [...path, "input"]}, place)];
    }
    at = addLayer(layer, {...place, inputs: at}).map(({node}) => node);
  }
  return at!.map((node) => ({node, name: layers.at(-1)!.name}));
}

/** Returns the shape that a model or layer was built with, if it says so. */
function buildShape({source}: LayerSource, {build_input_shape: shape}: Record<string, unknown>) {
  const {build_config: built} = source;
  const said = isRecord(built) ? built.input_shape : shape;
  return Array.isArray(said) ? (said as (number | null)[]) : undefined;
}

function shapeField(config: Record<string, unknown>): (number | null)[] | undefined {
  const {batch_input_shape: keras2, batch_shape: keras3} = config;
  const shape = Array.isArray(keras2) ? keras2 : keras3;
  return Array.isArray(shape) ? (shape as (number | null)[]) : undefined;
}

const isModel = ({type, config}: LayerSource) =>
  type === "Sequential" || type === "Functional" || type === "Model" || "layers" in config;

/** Where a tensor comes from: a layer, which of its calls, and which of its outputs. */
interface TensorPlace {
  layer: string;
  call: number;
  output: number;
  /** The name under which a model gives it, where it gives its outputs by names. */
  key?: string;
}

function addFunctional(
  config: Record<string, unknown>,
  layers: LayerSource[],
  place: Place
): NetOutput[] {
  const {file, inputs} = place;
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const entries = placesOf(config.input_layers).map(({layer}) => layer);
  const done = new Map<string, NetOutput[]>();
  const open = new Set<string>();

  function call(tensor: TensorPlace): NetOutput {
    const layer = byName.get(tensor.layer);
    if (layer === undefined) {
      throw invalidFile(file, `no layer ${tensor.layer.slice(0, 60)}`, "all that others read");
    }
    const calls = callsOf(file, layer);
    const index = calls.length <= 1 ? 0 : tensor.call;
    const key = `${layer.name}/${index}`;
    let outputs = done.get(key);
    if (outputs === undefined) {
      if (open.has(key))
        throw invalidFile(file, `layer ${layer.name} reads itself`, "a layer before it");
      if (open.size > MOST_LAYERS) throw tooMany(file);
      open.add(key);
      outputs = compute(layer, calls[index]);
      open.delete(key);
      done.set(key, outputs);
    }
    const found = outputs[tensor.output] ?? outputs[0];
    return {node: found.node, name: outputs.length > 1 ? found.name : layer.name};
  }

  function compute(layer: LayerSource, sources: TensorPlace[] | undefined): NetOutput[] {
    if (sources === undefined || sources.length === 0) {
      const given = entries.indexOf(layer.name);
      if (inputs !== undefined && given !== -1 && given < inputs.length) {
        return [{node: inputs[given], name: layer.name}];
      }
      return addLayer(layer, {...place, inputs: undefined});
    }
    const from = sources.map((source) => call(source).node);
    return addLayer(layer, {...place, inputs: from});
  }

  return placesOf(config.output_layers).map((tensor) => {
    const {node, name} = call(tensor);
    return {node, name: tensor.key ?? name};
  });
}

/** Adds what a layer computes, and returns what it gives; layers that do nothing add nothing. */
function addLayer(layer: LayerSource, place: Place): NetOutput[] {
  const {type, name, config, source} = layer;
  const {file, inputs, path} = place;
  if (isModel(layer)) {
    if (path.length > 16) throw invalidFile(file, "models within models", "at most 16 levels");
    return addModel(source, {...place, path: [...path, name]});
  }
  if (type === "InputLayer") {
    if (inputs !== undefined) return inputs.map((node) => ({node, name}));
    const shape = shapeField(config);
    if (shape === undefined) throw invalidFile(file, `no batch_shape of ${name}`, "its sizes");
    const node = inputNode(name, shape.slice(1));
    return [{node: add({...node, path: [...path, name]}, place), name}];
  }
  if (inputs === undefined || inputs.length === 0) {
    throw invalidFile(file, `layer ${name} reads nothing`, "an input");
  }
  if (silent.has(type)) return [{node: inputs[0], name}];
  const node = {type, name, config, inputs, weights: {}, path: [...path, name]};
  return [{node: add(node, place), name}];
}

function add(node: KerasNode, {file, nodes}: Place): number {
  if (nodes.length >= MOST_LAYERS) throw tooMany(file);
  return nodes.push(node) - 1;
}

const tooMany = (file: string) => invalidFile(file, "too many layers", `at most ${MOST_LAYERS}`);

/** Returns what each call of a layer reads. */
function callsOf(file: string, {nodes, type, name}: LayerSource): TensorPlace[][] {
  if (!Array.isArray(nodes) || nodes.length === 0) return [];
  if (typeof nodes[0] === "string") return [[placeOf(nodes)]];
  const list = nodes as unknown[];
  const isFlat = list.every((node) => Array.isArray(node) && typeof node[0] === "string");
  // Without the innermost list, what reads several at once looks like several calls.
  if (isFlat && merging.has(type)) return [list.map((node) => placeOf(node as unknown[]))];
  return list.map((node) => {
    const read = readBy(node);
    if (read === undefined) {
      throw invalidFile(file, `inbound_nodes of ${name}`, "lists of the layers that it reads");
    }
    if (read.extra !== undefined) {
      const found = `${name} is called with ${read.extra.slice(0, 40)}`;
      throw invalidFile(file, found, "inputs alone, as nothing else is passed on here");
    }
    return read.places;
  });
}

/** Returns the tensors that one call reads, and the first argument beside them that counts. */
function readBy(node: unknown): {places: TensorPlace[]; extra?: string} | undefined {
  if (isRecord(node) && Array.isArray(node.args)) {
    const kwargs = isRecord(node.kwargs) ? node.kwargs : {};
    return {places: tensorsIn(node.args, 0), extra: countingArgument(kwargs)};
  }
  if (!Array.isArray(node)) return undefined;
  const places = (typeof node[0] === "string" ? [node] : (node as unknown[])).filter(Array.isArray);
  const extras = places.map((place: unknown[]) =>
    isRecord(place[3]) ? countingArgument(place[3]) : undefined
  );
  return {
    places: places.map((place: unknown[]) => placeOf(place)),
    extra: extras.find((one) => one !== undefined)
  };
}

function countingArgument(kwargs: Record<string, unknown>): string | undefined {
  return Object.keys(kwargs).find(
    (key) => !(key === "training" || kwargs[key] === null || kwargs[key] === undefined)
  );
}

/** Returns the tensors of Keras 3 in the arguments of a call, in their order. */
function tensorsIn(value: unknown, depth: number): TensorPlace[] {
  if (depth > 8) return [];
  if (Array.isArray(value)) return value.flatMap((one) => tensorsIn(one, depth + 1));
  if (!isRecord(value) || !isRecord(value.config)) return [];
  const {keras_history: history} = value.config;
  return Array.isArray(history) ? [placeOf(history)] : [];
}

function placeOf([layer, call, output]: unknown[]): TensorPlace {
  const whole = (value: unknown) => (Number.isSafeInteger(value) ? Number(value) : 0);
  return {layer: String(layer), call: whole(call), output: whole(output)};
}

/** Returns the tensors of input_layers or output_layers: one, a list, or an object of them. */
function placesOf(value: unknown): TensorPlace[] {
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, one]) =>
      placesOf(one).map((place) => ({...place, key}))
    );
  }
  if (!Array.isArray(value)) return [];
  if (typeof value[0] === "string") return [placeOf(value)];
  return value.flatMap(placesOf);
}
