import {invalidFile} from "./file.js";
import {isKnownLayer} from "./keras-layers.js";
import {isLogStd, isLogVar, isMean} from "./moments.js";
import type {NetGraph, NetOutput} from "./net-graph.js";
import {chainTo, cutBehind, pruned, shapeOfInput} from "./net-graph.js";

/** The decoder of a network, with the encoder before it where it is a whole auto-encoder. */
export interface ModelParts<Graph extends NetGraph = NetGraph> {
  decoder: Graph;
  encoder?: Graph;
  /** What of it was taken, in a sentence, where that was not all. */
  note?: string;
}

/** How to save what is needed, for errors. */
const ALONE = "the decoder alone, from z to the pixels: save that part as a model of its own";

/**
 * Returns the decoder of a network. A whole auto-encoder is cut behind what samples z, or behind its
 * narrowest dense layer.
 *
 * @throws Error if it has several outputs, or if nothing shows where it is to be cut
 */
export function decoderOf(graph: NetGraph): ModelParts {
  const output = pixelsOf(graph);
  const inner = pruned(graph, [output]);
  const inputs = inner.nodes.filter(({type}) => type === "InputLayer");
  if (inputs.length !== 1) {
    throw invalidFile(graph.name, `${inputs.length} inputs`, "1, the latents z");
  }
  const shape = shapeOfInput(inputs[0]);
  const size = shape.reduce<number>((product, one) => product * (one ?? NaN), 1);
  const out = inner.outputs[0].node;
  const chain = chainTo(inner, out);
  const strange = chain.findLastIndex((index) => !isKnownLayer(inner.nodes[index].type));
  const isSampled = strange !== -1 || isSample(inner, chain[0]);
  const isImage = shape.length > 1 || size === sizeOf(inner, out);
  if (!isImage) return {decoder: inner};
  if (isSampled) return cutAtSample(graph, inner, chain.slice(Math.max(0, strange)));
  const dense = chain.filter((index) => inner.nodes[index].type === "Dense");
  const widths = dense.map((index) => unitsOf(inner, index));
  const narrowest = Math.min(...widths);
  const at = widths.indexOf(narrowest);
  if (at === -1 || at === dense.length - 1 || !(narrowest < size)) {
    if (shape.length > 1 && size !== sizeOf(inner, out)) return {decoder: inner};
    const found = `${size} numbers in and as many out, a whole auto-encoder`;
    throw invalidFile(graph.name, found, ALONE);
  }
  const decoder = cutBehind(inner, dense[at], [narrowest], inner.outputs);
  const {name} = inner.nodes[dense[at]];
  const units = narrowest === 1 ? "1 unit" : `${narrowest} units`;
  return {
    decoder,
    note: `This is a whole auto-encoder: its decoder, behind the layer ${name} of ${units}, is taken`
  };
}

/** Returns the output of a network that gives the pixels. */
function pixelsOf(graph: NetGraph): NetOutput {
  const {outputs, nodes} = graph;
  if (outputs.length === 0) throw invalidFile(graph.name, "0 outputs", "1, the pixels");
  if (outputs.length === 1) return outputs[0];
  const input = nodes.find(({type}) => type === "InputLayer");
  const shape = input === undefined ? [] : shapeOfInput(input);
  const size = shape.reduce<number>((product, one) => product * (one ?? NaN), 1);
  const left = outputs.filter(({node, name}) => {
    const isMoment = isMean(name) || isLogVar(name) || isLogStd(name);
    const given = sizeOf(graph, node);
    return !isMoment && (given === undefined || given === size);
  });
  if (left.length === 1) return left[0];
  const names = outputs.map(({name}) => name).join(", ");
  throw invalidFile(
    graph.name,
    `${outputs.length} outputs: ${names.slice(0, 80)}`,
    "1, the pixels"
  );
}

/** Returns how many numbers a node gives, where dense layers or a new form say it. */
function sizeOf(graph: NetGraph, node: number): number | undefined {
  for (const index of chainTo(graph, node).toReversed()) {
    const {type, config} = graph.nodes[index];
    if (type === "Dense") return unitsOf(graph, index);
    if (type === "Reshape" && Array.isArray(config.target_shape)) {
      const sizes = config.target_shape as number[];
      if (sizes.every((size) => size > 0)) return sizes.reduce((a, b) => a * b, 1);
    }
    if (/Conv|Pool|UpSampling|Padding|Cropping|RepeatVector/.test(type)) return undefined;
  }
  return undefined;
}

function unitsOf({nodes}: NetGraph, index: number): number {
  const {config, weights} = nodes[index];
  return weights.kernel?.shape[1] ?? Number(config.units);
}

/**
 * Returns whether a node gives a sample: it is of a kind that no network computes, such as noise, or
 * reads one directly. What a decoder adds up itself has layers with weights before it.
 */
function isSample({nodes}: NetGraph, node: number): boolean {
  const seen = new Set<number>();
  const visit = [node];
  while (visit.length > 0) {
    const at = visit.pop()!;
    if (seen.has(at)) continue;
    seen.add(at);
    const {type, inputs, weights} = nodes[at];
    if (!isKnownLayer(type)) return true;
    if (Object.keys(weights).length === 0) visit.push(...inputs);
  }
  return false;
}

/** Returns the two parts of an auto-encoder that samples z, where a chain leads from z to the end. */
function cutAtSample(graph: NetGraph, inner: NetGraph, chain: readonly number[]): ModelParts {
  const [sample] = chain;
  const first = chain.slice(1).find((index) => inner.nodes[index].weights.kernel !== undefined);
  const kernel = first === undefined ? undefined : inner.nodes[first].weights.kernel;
  const {name, type, inputs} = inner.nodes[sample];
  if (kernel?.shape.length !== 2 || inputs.length === 0) {
    const found = `a layer ${name} of type ${type.slice(0, 40)} in a whole auto-encoder`;
    throw invalidFile(graph.name, found, ALONE);
  }
  const decoder = cutBehind(inner, sample, [kernel.shape[0]], inner.outputs);
  const said = "This is a whole auto-encoder: its decoder, behind the layer";
  const note = `${said} ${name} that samples z, is taken`;
  const moments = momentsIn(graph, inner, sample);
  return moments === undefined ? {decoder, note} : {decoder, note, encoder: moments};
}

/** Returns the encoder that gives the moments from which z is sampled, where they can be told. */
function momentsIn(graph: NetGraph, inner: NetGraph, sample: number): NetGraph | undefined {
  const {type, inputs} = inner.nodes[sample];
  const named = graph.outputs.filter(({name}) => isMean(name) || isLogVar(name) || isLogStd(name));
  if (named.length === 2) return pruned(graph, named);
  if (inputs.length !== 2 || isKnownLayer(type)) return undefined;
  return pruned(
    inner,
    inputs.map((node) => ({node, name: inner.nodes[node].name}))
  );
}
