import type {Tensor} from "./safetensors.js";

/**
 * A network as a list of nodes, whichever format it came from: layers in the words of Keras, each of
 * which does one thing. Activations are nodes of their own.
 */
export interface NetGraph {
  /** What errors call it. */
  name: string;
  /** Each reads only nodes before it. */
  nodes: NetNode[];
  /** What leaves it, by index, with the names that its author gave. */
  outputs: NetOutput[];
}

export interface NetOutput {
  node: number;
  name: string;
}

export interface NetNode {
  type: string;
  name: string;
  config: Record<string, unknown>;
  /** Indices of the nodes that it reads. */
  inputs: number[];
  /** Its weights, by the names of Keras, such as “kernel”. */
  weights: Record<string, Tensor>;
}

/** Layers that do nothing to the numbers themselves. */
export const formOnly = new Set(["Reshape", "Flatten"]);

/** Returns the part of a graph that some of its outputs need. */
export function pruned({name, nodes}: NetGraph, outputs: readonly NetOutput[]): NetGraph {
  const needed = new Set<number>();
  const visit = outputs.map(({node}) => node);
  while (visit.length > 0) {
    const node = visit.pop()!;
    if (needed.has(node)) continue;
    needed.add(node);
    visit.push(...nodes[node].inputs);
  }
  const kept = [...needed].toSorted((a, b) => a - b);
  const places = new Map(kept.map((old, i) => [old, i]));
  return {
    name,
    nodes: kept.map((old) => ({
      ...nodes[old],
      inputs: nodes[old].inputs.map((input) => places.get(input)!)
    })),
    outputs: outputs.map(({node, ...rest}) => ({...rest, node: places.get(node)!}))
  };
}

/**
 * Returns the part of a graph that reads what one of its nodes gives, which becomes its input.
 *
 * @param shape the sizes of what the node gives, without the batch
 */
export function cutBehind(
  {name, nodes}: NetGraph,
  node: number,
  shape: number[],
  outputs: readonly NetOutput[]
): NetGraph {
  const input = inputNode("latents", shape);
  return pruned(
    {name, nodes: nodes.map((one, i) => (i === node ? input : one)), outputs: []},
    outputs
  );
}

/** Returns the node of an input of some sizes, without the batch; null where any will do. */
export function inputNode(name: string, shape: readonly (number | null)[]): NetNode {
  const config = {batch_input_shape: [null, ...shape]};
  return {type: "InputLayer", name, config, inputs: [], weights: {}};
}

/** Returns the sizes of an input node, without the batch. */
export function shapeOfInput({config}: NetNode): (number | null)[] {
  const shape = config.batch_input_shape;
  return Array.isArray(shape) ? (shape.slice(1) as (number | null)[]) : [];
}

/**
 * Returns the indices of the nodes from an output back to the first node that does not read exactly
 * one other, in the order of computing.
 */
export function chainTo({nodes}: NetGraph, output: number): number[] {
  const chain = [output];
  while (nodes[chain[0]].inputs.length === 1) chain.unshift(nodes[chain[0]].inputs[0]);
  return chain;
}

/** Returns a graph with a node that reads one other taken out. */
export function without(graph: NetGraph, gone: number): NetGraph {
  const [before] = graph.nodes[gone].inputs;
  const moved = (node: number) => (node === gone ? before : node);
  const nodes = graph.nodes.map((one) => ({...one, inputs: one.inputs.map(moved)}));
  const outputs = graph.outputs.map((one) => ({...one, node: moved(one.node)}));
  return pruned({...graph, nodes}, outputs);
}
