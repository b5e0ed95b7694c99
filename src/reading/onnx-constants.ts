import type {OnnxNode, OnnxTensor} from "./onnx-file.js";
import {invalidFile} from "./file.js";

/** The most numbers of a constant that is computed: sizes and axes are few. */
const MOST = 1024;

/**
 * Returns the constant that a node gives: one that stands in the file, a shape, or what is computed
 * of such. Undefined where the node reads what is no constant.
 *
 * @param constant returns a constant by its name
 * @param shapeOf returns the sizes of a value, the batch as −1
 */
export function constantOf(
  file: string,
  node: OnnxNode,
  constant: (name: string) => OnnxTensor | undefined,
  shapeOf: (name: string) => number[] | undefined
): OnnxTensor | undefined {
  if (node.op === "Constant") return storedConstant(file, node);
  if (node.op === "ConstantOfShape") return repeatedConstant(node, constant(node.inputs[0]));
  if (node.op === "Shape") {
    const shape = shapeOf(node.inputs[0]) ?? constant(node.inputs[0])?.shape;
    return (
      shape && vector(shape.slice(integer(node, "start", 0), integer(node, "end", shape.length)))
    );
  }
  const present = node.inputs.filter((name) => name !== "");
  const inputs = present.map(constant);
  if (inputs.length === 0 || !inputs.every((one) => one !== undefined)) return undefined;
  if (inputs.some(({values}) => values.length > MOST)) {
    return node.op === "Identity" || node.op === "Cast" ? inputs[0] : undefined;
  }
  return node.op === "Concat" ? joined(inputs) : computed(node, inputs);
}

function storedConstant(file: string, {attributes, outputs}: OnnxNode): OnnxTensor {
  for (const name of ["value", "value_float", "value_int", "value_floats", "value_ints"]) {
    const value = attributes.get(name);
    if (typeof value === "number") return {shape: [], values: [value]};
    if (Array.isArray(value)) return vector(value);
    if (typeof value === "object") return value;
  }
  throw invalidFile(file, `the constant ${outputs[0]?.slice(0, 60)}`, "one of numbers");
}

/** Returns a number as often as a shape says; undefined where that is too often. */
function repeatedConstant(
  {attributes}: OnnxNode,
  sizes: OnnxTensor | undefined
): OnnxTensor | undefined {
  const value = attributes.get("value");
  const number = typeof value === "object" && !Array.isArray(value) ? value.values[0] : 0;
  const shape = Array.from(sizes?.values ?? [Infinity]);
  const count = shape.reduce((product, size) => product * size, 1);
  if (!(count <= MOST)) return undefined;
  return {shape, values: Array<number>(count).fill(number)};
}

function computed(
  node: OnnxNode,
  [first, second, third, axes, steps]: OnnxTensor[]
): OnnxTensor | undefined {
  const values = Array.from(first.values);
  switch (node.op) {
    case "Identity":
    case "Cast":
      return first;
    case "Unsqueeze":
      return {shape: [1, ...first.shape], values};
    case "Squeeze":
      return {shape: [], values};
    case "Reshape": {
      const wanted = Array.from(second.values);
      const known = wanted.filter((size) => size !== -1).reduce((a, b) => a * b, 1);
      return {shape: wanted.map((size) => (size === -1 ? values.length / known : size)), values};
    }
    case "Transpose": {
      const [rows, columns = 1] = first.shape;
      if (first.shape.length > 2) return undefined;
      const turned = values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
      return {shape: first.shape.toReversed(), values: turned};
    }
    case "Gather": {
      const picked = Array.from(second.values, (at) => values[at < 0 ? at + values.length : at]);
      return {shape: second.shape, values: picked};
    }
    case "Slice": {
      const step = steps === undefined ? 1 : steps.values[0];
      if ((axes !== undefined && axes.values[0] !== 0) || Math.abs(step) !== 1) return undefined;
      const [rows] = first.shape;
      const width = values.length / rows;
      const all = Array.from({length: rows}, (_, i) => values.slice(i * width, (i + 1) * width));
      // Backward, −1 is the last row, and the end lies before the first.
      const [start, end] = [second.values[0], third.values[0]];
      const picked = step === 1 ? all.slice(start, end) : all.toReversed();
      if (step === -1 && !(start === -1 && end < -rows)) return undefined;
      return {shape: [picked.length, ...first.shape.slice(1)], values: picked.flat()};
    }
    default:
      return arithmetic(node.op, first, second);
  }
}

function arithmetic(op: string, a: OnnxTensor, b: OnnxTensor | undefined): OnnxTensor | undefined {
  if (b === undefined) return undefined;
  const turns: Record<string, (x: number, y: number) => number> = {
    Add: (x, y) => x + y,
    Sub: (x, y) => x - y,
    Mul: (x, y) => x * y,
    Div: (x, y) => Math.trunc(x / y),
    Mod: (x, y) => ((x % y) + y) % y
  };
  const turn = Object.hasOwn(turns, op) ? turns[op] : undefined;
  if (turn === undefined) return undefined;
  const longer = a.values.length >= b.values.length ? a : b;
  const at = ({values}: OnnxTensor, i: number) => values[values.length === 1 ? 0 : i];
  const values = Array.from(longer.values, (_, i) => turn(at(a, i), at(b, i)));
  return {shape: longer.shape, values};
}

/** Returns some constants one after the other. */
function joined(parts: readonly OnnxTensor[]): OnnxTensor {
  return vector(parts.flatMap(({values}) => Array.from(values)));
}

const vector = (values: number[]): OnnxTensor => ({shape: [values.length], values});

function integer({attributes}: OnnxNode, name: string, otherwise: number): number {
  const value = attributes.get(name);
  return typeof value === "number" ? value : otherwise;
}
