import type {OutputScale} from "../formats/output-scale.js";
import {isRecord} from "./file.js";
import type {RectifierConfig} from "./keras-layers.js";
import type {NetGraph, NetNode} from "./net-graph.js";
import {chainTo, formOnly, without} from "./net-graph.js";

/** How a decoder ends, and what its numbers therefore are. */
export interface DecoderEnd {
  /** The activation at the end, such as “sigmoid”. */
  activation: string;
  /** What the numbers are; undefined where the activation does not say. */
  scale?: OutputScale;
  /** Whether that leaves no doubt. */
  isCertain: boolean;
}

/** The end of a decoder whose numbers are logits, as one has whose sigmoid was taken off. */
export const logitsEnd: DecoderEnd = {activation: "sigmoid", scale: "logits", isCertain: true};

const ranges: Record<string, [low: number, high: number]> = {
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
  softsign: [-1, 1]
};

/**
 * Returns how a decoder ends. A sigmoid is taken off together with a rescaling behind it: the network
 * then gives logits, exact where the sigmoid itself would round to 0 or 1.
 */
export function decoderEnd(graph: NetGraph): {graph: NetGraph; end: DecoderEnd} {
  const chain = chainTo(graph, graph.outputs[0].node);
  const rescalings: number[] = [];
  for (const index of chain.toReversed()) {
    const node = graph.nodes[index];
    if (formOnly.has(node.type) || node.type === "Permute") continue;
    if (node.type === "Rescaling" && typeof node.config.scale === "number") {
      rescalings.push(index);
      continue;
    }
    const [activation, range] = rangeOf(node);
    const scale = range && scaleOf(rescaled(range, rescalings, graph));
    if (activation !== "sigmoid" || scale === undefined) {
      return {graph, end: {activation, scale, isCertain: activation === "hardSigmoid"}};
    }
    const gone = [...rescalings, index];
    const bare = gone.reduce((rest, one) => without(rest, placeOf(rest, graph.nodes[one])), graph);
    return {graph: bare, end: logitsEnd};
  }
  return {graph, end: {activation: "linear", isCertain: false}};
}

const placeOf = (graph: NetGraph, {name}: NetNode) =>
  graph.nodes.findIndex((node) => node.name === name);

function rangeOf({type, config}: NetNode): [activation: string, range?: [number, number]] {
  if (type === "Activation") {
    const activation = String(config.activation);
    return [activation, ranges[activation]];
  }
  if (type === "Softmax") return ["softmax", [0, 1]];
  if (type !== "Rectifier") return ["linear"];
  const {slope, threshold, max} = config as unknown as RectifierConfig;
  const isBounded = slope === 0 && threshold === 0 && max !== null;
  return ["relu", isBounded ? [0, max] : undefined];
}

/** Returns a range after rescalings, the last of them first. */
function rescaled(range: [number, number], rescalings: number[], {nodes}: NetGraph) {
  return rescalings.toReversed().reduce<[number, number]>(([low, high], index) => {
    const {scale, offset = 0} = nodes[index].config as {scale: number; offset?: number};
    return [low * scale + offset, high * scale + offset];
  }, range);
}

function scaleOf([low, high]: [number, number]): OutputScale | undefined {
  const is = (a: number, b: number) => Math.abs(low - a) < 1e-2 && Math.abs(high - b) < 1e-2 * b;
  if (is(0, 1)) return "means";
  if (is(-1, 1)) return "-1 to 1";
  if (is(0, 255)) return "0 to 255";
  return undefined;
}

/** Operations of a graph model that give numbers another form, or another name. */
const passing = new Set(["Identity", "Reshape", "Squeeze", "ExpandDims", "StopGradient"]);

/** Returns how a graph model of TensorFlow.js ends. */
export function graphModelEnd(
  topology: Record<string, unknown>,
  signature: Record<string, unknown> | undefined
): DecoderEnd {
  const nodes = new Map<string, Record<string, unknown>>();
  for (const node of Array.isArray(topology.node) ? (topology.node as unknown[]) : []) {
    if (isRecord(node)) nodes.set(String(node.name), node);
  }
  let name = lastName(nodes, signature);
  for (let steps = 0; steps < 32 && name !== undefined; ++steps) {
    const node: Record<string, unknown> = nodes.get(name) ?? {};
    const op = String(node.op);
    if (op === "Sigmoid") return {activation: "sigmoid", scale: "means", isCertain: true};
    if (op === "Tanh") return {activation: "tanh", scale: "-1 to 1", isCertain: false};
    if (!passing.has(op) || !Array.isArray(node.input)) break;
    name = String(node.input[0]).replace(/^\^/, "").split(":")[0];
  }
  return {activation: "unknown", isCertain: false};
}

/** Returns the name of the node that a graph model gives, if it is one. */
function lastName(
  nodes: ReadonlyMap<string, Record<string, unknown>>,
  signature: Record<string, unknown> | undefined
): string | undefined {
  const outputs = isRecord(signature?.outputs) ? Object.values(signature.outputs) : [];
  if (outputs.length > 0) {
    const [output] = outputs;
    return isRecord(output) ? String(output.name).split(":")[0] : undefined;
  }
  const read = new Set(
    [...nodes.values()].flatMap(({input}) =>
      Array.isArray(input) ? input.map((one) => String(one).split(":")[0]) : []
    )
  );
  const ends = [...nodes].filter(([name, {op}]) => !read.has(name) && op !== "Const");
  return ends.length === 1 ? ends[0][0] : undefined;
}
