import {invalidFile} from "./file.js";
import type {NetNode} from "./net-graph.js";
import type {OnnxAttribute, OnnxNode, OnnxTensor} from "./onnx-file.js";
import type {Tensor} from "./safetensors.js";

/** What an operation reads or gives that is no constant. */
export interface OnnxValue {
  node: number;
  /** Its sizes as ONNX says them, the batch first, as −1. */
  shape: number[];
  /** Whether the node gives channels last although ONNX has them second. */
  isLast: boolean;
}

/** What builds the nodes of a network, one operation after the other. */
export interface OnnxBuilder {
  file: string;
  nodes: NetNode[];
  /** The batch with which the file was made, where it is fixed. */
  batch: number | null;
  add(
    type: string,
    config: Record<string, unknown>,
    inputs: number[],
    weights?: Record<string, Tensor>
  ): number;
  value(name: string): OnnxValue;
  constant(name: string | undefined): OnnxTensor | undefined;
  /** Returns whether one operation alone reads a value, which does not leave the network. */
  isReadOnce(name: string): boolean;
  /** Returns the same value with channels last. */
  channelsLast(value: OnnxValue): OnnxValue;
}

/** Returns an attribute that is a number, or what it is if it is left out. */
export function numberOf(node: OnnxNode, name: string, otherwise: number): number {
  const value: OnnxAttribute = node.attributes.get(name) ?? otherwise;
  return typeof value === "number" ? value : NaN;
}

/** Returns an attribute that is a list, likewise. */
export function listOf(node: OnnxNode, name: string, otherwise: number[]): number[] {
  const value = node.attributes.get(name) ?? otherwise;
  return Array.isArray(value) ? value : [];
}

/** What a slice takes of one axis. */
export interface SlicedAxis {
  axis: number;
  start: number;
  end: number;
}

/**
 * Returns what a slice takes of a value, axis by axis; undefined where it takes every second one and
 * the like, or what is no constant.
 */
export function slicedAxes(
  builder: OnnxBuilder,
  node: OnnxNode,
  shape: number[]
): SlicedAxis[] | undefined {
  const [starts, ends, axes, steps] = [1, 2, 3, 4].map((i) => builder.constant(node.inputs[i]));
  const first = Array.from(starts?.values ?? listOf(node, "starts", []));
  const last = Array.from(ends?.values ?? listOf(node, "ends", []));
  const said = Array.from(axes?.values ?? listOf(node, "axes", Array.from(first.keys())));
  const isPlain = Array.from(steps?.values ?? []).every((step) => step === 1);
  const isKnown = first.length > 0 && last.length === first.length && said.length === first.length;
  if (!isKnown || !isPlain) return undefined;
  return said.map((one, i) => {
    const axis = one < 0 ? one + shape.length : one;
    const within = (at: number) =>
      Math.max(0, Math.min(shape[axis], at < 0 ? at + shape[axis] : at));
    return {axis, start: within(first[i]), end: within(last[i])};
  });
}

/** Returns an array as a weight. */
export function weight({shape, values}: OnnxTensor): Tensor {
  return {shape, values: Float32Array.from(values)};
}

/** Throws unless something of an operation is what is computed. */
export function expectOnly({file}: OnnxBuilder, node: OnnxNode, isSo: boolean, what: string): void {
  if (isSo) return;
  const name = node.name.slice(0, 60) || node.outputs[0]?.slice(0, 60);
  throw invalidFile(
    file,
    `${node.op} ${name}: ${what}`,
    "one without it: this page does not compute it"
  );
}
