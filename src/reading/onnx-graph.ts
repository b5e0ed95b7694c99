import {invalidFile} from "./file.js";
import {rectifier} from "./keras-layers.js";
import type {NetGraph, NetNode} from "./net-graph.js";
import {inputNode} from "./net-graph.js";
import {constantOf} from "./onnx-constants.js";
import type {OnnxBuilder, OnnxValue} from "./onnx-builder.js";
import {expectOnly, numberOf} from "./onnx-builder.js";
import {
  arithmetic,
  batchNormalization,
  gemm,
  hardSwish,
  layerNormalization,
  matMul,
  power,
  prelu,
  sliceDense,
  splitDense
} from "./onnx-dense.js";
import {concatenated, reshaped, transposed, withChannels} from "./onnx-form.js";
import type {OnnxFile, OnnxNode, OnnxTensor} from "./onnx-file.js";

import {
  addConvolution,
  addCropping,
  addPadding,
  addPooling,
  addResizing,
  addShuffle
} from "./onnx-spatial.js";

/** The most numbers that one image may be on its way through a network. */
const MOST_NUMBERS = 1e6;

/**
 * Returns the network of an ONNX file: its operations as layers in the words of Keras, so that our
 * engines or TensorFlow.js compute them. Images are turned to channels last on the way.
 *
 * @throws Error naming the operation that is not known, or what of it is not computed
 */
export function onnxGraph(file: string, {nodes, constants, inputs, outputs}: OnnxFile): NetGraph {
  const known = new Map<string, OnnxTensor>(constants);
  const values = new Map<string, OnnxValue>();
  const built: NetNode[] = [];
  const readers = [...nodes.flatMap((node) => node.inputs), ...outputs];
  const builder: OnnxBuilder = {
    file,
    nodes: built,
    batch: inputs[0]?.shape[0] ?? null,
    add(type, config, from, weights = {}) {
      const name = `${type.toLowerCase()}_${built.length}`;
      return built.push({type, name, config, inputs: from, weights}) - 1;
    },
    value(name) {
      const value = values.get(name);
      if (value === undefined) {
        throw invalidFile(
          file,
          `nothing called ${name.slice(0, 60) || "“”"} to read`,
          "what a node before gives"
        );
      }
      return value;
    },
    constant: (name) => (name === undefined ? undefined : known.get(name)),
    isReadOnce: (name) => readers.filter((one) => one === name).length === 1,
    channelsLast: (value) => withChannels(builder, value, true)
  };
  for (const {name, shape} of inputs) values.set(name, inputValue(builder, name, shape));
  for (const node of nodes) {
    const shapeOf = (name: string) => values.get(name)?.shape;
    const constant = constantOf(file, node, builder.constant, shapeOf);
    if (constant !== undefined) known.set(node.outputs[0], constant);
    else if (node.op === "Split") splitDense(builder, node, values);
    else {
      const value = valueOf(builder, node);
      const size = value.shape.slice(1).reduce((product, one) => product * Math.abs(one), 1);
      if (!(size <= MOST_NUMBERS)) {
        throw invalidFile(file, `${node.op} that gives ${size} numbers`, `at most ${MOST_NUMBERS}`);
      }
      values.set(node.outputs[0], value);
    }
  }
  return {
    name: file,
    nodes: built,
    outputs: outputs.map((name) => ({node: builder.value(name).node, name}))
  };
}

function inputValue(builder: OnnxBuilder, name: string, shape: (number | null)[]): OnnxValue {
  const {file, nodes} = builder;
  const sizes = shape.slice(1);
  if (shape.length < 2 || !sizes.every((size) => size !== null)) {
    const found = `an input ${name} of shape [${shape.map((size) => size ?? "any").join(", ")}]`;
    throw invalidFile(file, found, "one whose sizes are known, but for the batch");
  }
  const whole = sizes as number[];
  if (whole.length === 3 && whole[1] * whole[2] === 1) return latentPixel(builder, whole[0]);
  const isGrey = whole.length === 3 && whole[0] === 1;
  const kept = isGrey ? [whole[1], whole[2], 1] : whole;
  const node = nodes.push(inputNode(`input_${nodes.length}`, kept)) - 1;
  return {node, shape: [-1, ...whole], isLast: isGrey};
}

/** Returns latents that are read as the channels of one pixel, [d, 1, 1], as DCGAN’s generators do. */
function latentPixel({nodes, add}: OnnxBuilder, count: number): OnnxValue {
  const input = nodes.push(inputNode(`input_${nodes.length}`, [count])) - 1;
  const node = add("Reshape", {target_shape: [1, 1, count]}, [input]);
  return {node, shape: [-1, count, 1, 1], isLast: true};
}

/** Functions of each number by itself, by the names of tfjs. */
const functions: Record<string, string> = {
  Erf: "erf",
  Abs: "abs",
  Exp: "exp",
  Log: "log",
  Sqrt: "sqrt",
  Sin: "sin",
  Cos: "cos",
  Reciprocal: "reciprocal"
};

/** Activations with one form, by the names of tfjs. */
const activations: Record<string, string> = {
  Relu: "relu",
  Tanh: "tanh",
  Sigmoid: "sigmoid",
  Softplus: "softplus",
  Softsign: "softsign",
  Mish: "mish"
};

function valueOf(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const {add, value} = builder;
  const [first] = node.inputs;
  const activation = activationOf(builder, node);
  if (activation !== undefined) {
    const input = value(first);
    const at = activation.reduce((from, {type, config}) => add(type, config, [from]), input.node);
    return {...input, node: at};
  }
  switch (node.op) {
    case "Identity":
    case "Dropout":
    case "Cast":
      return value(first);
    case "Gemm":
      return gemm(builder, node);
    case "MatMul":
      return matMul(builder, node);
    case "Add":
    case "Sub":
    case "Mul":
    case "Div":
      return arithmetic(builder, node);
    case "Pow":
      return power(builder, node) ?? unknown(builder, node);
    case "HardSwish":
      return hardSwish(builder, node);
    case "LayerNormalization":
      return layerNormalization(builder, node);
    case "Slice":
      return (
        (value(first).shape.length === 4
          ? addCropping(builder, node, value(first))
          : sliceDense(builder, node)) ?? unknown(builder, node)
      );
    case "DepthToSpace":
      return addShuffle(builder, node, value(first));
    case "PRelu":
      return prelu(builder, node);
    case "BatchNormalization":
      return batchNormalization(builder, node);
    case "Reshape":
    case "Flatten":
    case "Squeeze":
    case "Unsqueeze":
      return reshaped(builder, node);
    case "Transpose":
      return transposed(builder, node);
    case "Concat":
      return concatenated(builder, node);
    case "Conv":
    case "ConvTranspose":
      return addConvolution(builder, node, value(first));
    case "MaxPool":
    case "AveragePool":
    case "GlobalAveragePool":
      return addPooling(builder, node, value(first));
    case "Resize":
    case "Upsample":
      return addResizing(builder, node, value(first));
    case "Pad":
      return addPadding(builder, node, value(first));
    default:
      return unknown(builder, node);
  }
}

/** Returns an operation as it is: it may belong to a part that is not needed, such as one that samples z. */
function unknown({add, value, constant}: OnnxBuilder, node: OnnxNode): OnnxValue {
  const inputs = node.inputs.filter((name) => name !== "" && constant(name) === undefined);
  const from = inputs.map(value);
  return {
    node: add(
      node.op,
      {},
      from.map((one) => one.node)
    ),
    shape: from[0]?.shape ?? [-1],
    isLast: from[0]?.isLast ?? false
  };
}

/** Returns the layers of an activation; undefined where an operation is none. */
function activationOf(
  builder: OnnxBuilder,
  node: OnnxNode
): Pick<NetNode, "type" | "config">[] | undefined {
  const named = Object.hasOwn(activations, node.op) ? activations[node.op] : undefined;
  if (named !== undefined) return [{type: "Activation", config: {activation: named}}];
  const scaled = (scale: number, offset: number) => ({type: "Rescaling", config: {scale, offset}});
  const operation = Object.hasOwn(functions, node.op) ? functions[node.op] : undefined;
  if (operation !== undefined) return [{type: "Elementwise", config: {operation}}];
  switch (node.op) {
    case "Neg":
      return [scaled(-1, 0)];
    case "LeakyRelu":
      return [rectifier(numberOf(node, "alpha", 0.01), 0, null)];
    case "Elu":
      return [{type: "ELU", config: {alpha: numberOf(node, "alpha", 1)}}];
    case "Selu":
      expectOnly(
        builder,
        node,
        node.attributes.size === 0 || numberOf(node, "alpha", 1.67) < 1.68,
        "an alpha of its own"
      );
      return [{type: "Activation", config: {activation: "selu"}}];
    case "Gelu":
      expectOnly(
        builder,
        node,
        (node.attributes.get("approximate") ?? "none") === "none",
        "an approximation"
      );
      return [{type: "Activation", config: {activation: "gelu"}}];
    case "HardSigmoid":
      return [
        scaled(numberOf(node, "alpha", 0.2), numberOf(node, "beta", 0.5)),
        rectifier(0, 0, 1)
      ];
    case "Clip": {
      const bound = (name: string, input: number) => {
        const tensor = builder.constant(node.inputs[input]);
        return tensor === undefined ? numberOf(node, name, NaN) : tensor.values[0];
      };
      const [low, high] = [bound("min", 1), bound("max", 2)];
      expectOnly(builder, node, Number.isFinite(low) && high > low, "bounds that are not said");
      if (low === 0) return [rectifier(0, 0, high)];
      return [scaled(1, -low), rectifier(0, 0, high - low), scaled(1, low)];
    }
    case "Softmax":
      return [{type: "Softmax", config: {axis: -1}}];
    default:
      return undefined;
  }
}
