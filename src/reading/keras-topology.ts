import type {RectifierConfig} from "./keras-layers.js";
import {weightNames} from "./keras-layers.js";
import type {NetGraph, NetNode} from "./net-graph.js";
import type {TfjsWeights} from "./tfjs-model.js";
import {joinBytes} from "../formats/bytes.js";

/** The name under which the engine has the rectifiers that TensorFlow.js lacks. */
const RECTIFIER_LAYER = "ThresholdRectifier";

/** Returns a network as TensorFlow.js reads it: a functional model of Keras 2, and its weights. */
export function kerasTopology(graph: NetGraph): {
  topology: Record<string, unknown>;
  weights: TfjsWeights;
} {
  const {nodes, outputs} = withCopies(graph);
  const place = (index: number) => [nodes[index].name, 0, 0];
  const layers = nodes.map((node) => {
    const {type, config} = layerOf(node);
    return {
      class_name: type,
      name: node.name,
      config: {...config, name: node.name, trainable: false, dtype: "float32"},
      inbound_nodes:
        node.inputs.length === 0 ? [] : [node.inputs.map((input) => [...place(input), {}])]
    };
  });
  const config = {
    name: "model",
    layers,
    input_layers: nodes.flatMap(({inputs}, i) => (inputs.length === 0 ? [place(i)] : [])),
    output_layers: outputs.map(({node}) => place(node))
  };
  const specs: TfjsWeights["specs"] = [];
  const parts: Uint8Array[] = [];
  for (const node of nodes) {
    for (const weight of weightNames(node)) {
      const {shape, values} = node.weights[weight];
      specs.push({name: `${node.name}/${weight}`, shape, dtype: "float32"});
      parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  const model = {class_name: "Functional", config};
  return {
    topology: {keras_version: "2", model_config: model},
    weights: {specs, data: joinBytes(parts)}
  };
}

/**
 * Returns a network in which no layer reads another one twice: tfjs frees what a layer gives when it
 * has been read by as many layers as there are, and x · x counts twice there.
 */
function withCopies({nodes, outputs, ...graph}: NetGraph): NetGraph {
  const all: NetNode[] = [];
  const places: number[] = [];
  for (const node of nodes) {
    const inputs = node.inputs.map((input, i) => {
      if (node.inputs.indexOf(input) === i) return places[input];
      const copy = {type: "Rescaling", config: {scale: 1, offset: 0}, weights: {}};
      return all.push({...copy, name: `${node.name}_copy${i}`, inputs: [places[input]]}) - 1;
    });
    places.push(all.push({...node, inputs}) - 1);
  }
  return {...graph, nodes: all, outputs: outputs.map((one) => ({...one, node: places[one.node]}))};
}

/** Returns a layer in the words of tfjs. */
function layerOf({type, config}: NetNode): Pick<NetNode, "type" | "config"> {
  if (type !== "Rectifier") return {type, config};
  const {slope, threshold, max} = config as unknown as RectifierConfig;
  if (threshold === 0 && max === null) return {type: "LeakyReLU", config: {alpha: slope}};
  if (threshold === 0 && slope === 0) return {type: "ReLU", config: {max_value: max}};
  return {type: RECTIFIER_LAYER, config: {slope, threshold, max}};
}
