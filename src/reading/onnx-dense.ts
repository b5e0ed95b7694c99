import {invalidFile} from "./file.js";
import {rectifier} from "./keras-layers.js";
import type {OnnxBuilder, OnnxValue} from "./onnx-builder.js";
import {expectOnly, listOf, numberOf, slicedAxes, weight} from "./onnx-builder.js";
import type {OnnxNode, OnnxTensor} from "./onnx-file.js";
import type {Tensor} from "./safetensors.js";

/** Returns a matrix product with its bias, as one dense layer. */
export function gemm(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const {value, constant} = builder;
  const [a, b, c] = node.inputs;
  const kernel = constant(b);
  const input = value(a);
  expectOnly(builder, node, numberOf(node, "transA", 0) === 0, "transA");
  expectOnly(builder, node, kernel?.shape.length === 2, "weights that are no matrix");
  const isTransposed = numberOf(node, "transB", 0) !== 0;
  const [alpha, beta] = [numberOf(node, "alpha", 1), numberOf(node, "beta", 1)];
  const matrix = isTransposed ? transposedMatrix(kernel!) : weight(kernel!);
  const [, units] = matrix.shape;
  const bias = c === undefined || c === "" ? undefined : constant(c);
  expectOnly(builder, node, (c ?? "") === "" || bias !== undefined, "a bias that is no constant");
  const scaled = {shape: matrix.shape, values: matrix.values.map((one) => alpha * one)};
  const weights: Record<string, Tensor> = {kernel: scaled};
  if (bias !== undefined) {
    expectOnly(
      builder,
      node,
      bias.values.length === units || bias.values.length === 1,
      "a bias of another length"
    );
    const values = Float32Array.from(
      {length: units},
      (_, j) => beta * bias.values[bias.values.length === 1 ? 0 : j]
    );
    weights.bias = {shape: [units], values};
  }
  return denseValue(builder, node, input, weights);
}

/** Returns a matrix product as a dense layer, whose bias may follow. */
export function matMul(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const kernel = builder.constant(node.inputs[1]);
  expectOnly(builder, node, kernel?.shape.length === 2, "weights that are no matrix");
  return denseValue(builder, node, builder.value(node.inputs[0]), {kernel: weight(kernel!)});
}

function denseValue(
  builder: OnnxBuilder,
  node: OnnxNode,
  input: OnnxValue,
  weights: Record<string, Tensor>
): OnnxValue {
  const [inputs, units] = weights.kernel.shape;
  expectOnly(
    builder,
    node,
    input.shape.length === 2,
    `inputs of shape [${input.shape.join(", ")}]`
  );
  if (input.shape[1] !== inputs) {
    throw invalidFile(
      builder.file,
      `${node.op} of ${inputs} inputs`,
      `${input.shape[1]}, what the one before gives`
    );
  }
  const config = {units, use_bias: weights.bias !== undefined};
  return {
    node: builder.add("Dense", config, [input.node], weights),
    shape: [-1, units],
    isLast: false
  };
}

function transposedMatrix({shape: [rows, columns], values}: OnnxTensor): Tensor {
  const result = new Float32Array(rows * columns);
  for (let r = 0; r < rows; ++r) {
    for (let c = 0; c < columns; ++c) result[c * rows + r] = values[r * columns + c];
  }
  return {shape: [columns, rows], values: result};
}

/** Returns a + b and the like, of two values, or of one and a constant. */
export function arithmetic(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const {add, value, constant} = builder;
  const [a, b] = node.inputs;
  const [left, right] = [constant(a), constant(b)];
  if (left === undefined && right === undefined) {
    const [one, other] = [value(a), value(b)];
    const isSame = one.shape.join() === other.shape.join();
    const type = {Add: "Add", Mul: "Multiply"}[node.op];
    // What is not known may belong to a part that is not needed.
    if (type === undefined || !isSame)
      return {...one, node: add(node.op, {}, [one.node, other.node])};
    const [x, y] =
      one.isLast === other.isLast
        ? [one, other]
        : [one, other].map((each) => builder.channelsLast(each));
    return {...x, node: add(type, {}, [x.node, y.node])};
  }
  const read = left === undefined ? a : b;
  const input = value(read);
  const tensor = (left ?? right)!;
  const values = Array.from(tensor.values);
  const each = (turn: (c: number) => [factor: number, offset: number]) => values.map(turn);
  let affine: [number, number][];
  if (node.op === "Add") affine = each((c) => [1, c]);
  else if (node.op === "Mul") affine = each((c) => [c, 0]);
  else if (node.op === "Sub") affine = each((c) => (left === undefined ? [1, -c] : [-1, c]));
  else {
    expectOnly(builder, node, left === undefined, "a constant divided by inputs");
    affine = each((c) => [1 / c, 0]);
  }
  return affineValue(builder, node, input, {
    shape: tensor.shape,
    affine,
    isReadOnce: builder.isReadOnce(read)
  });
}

function affineValue(
  builder: OnnxBuilder,
  node: OnnxNode,
  input: OnnxValue,
  {
    shape,
    affine,
    isReadOnce
  }: {shape: number[]; affine: [factor: number, offset: number][]; isReadOnce: boolean}
): OnnxValue {
  const {add, nodes} = builder;
  if (affine.length === 1) {
    const [[scale, offset]] = affine;
    return {...input, node: add("Rescaling", {scale, offset}, [input.node])};
  }
  const rank = input.shape.length;
  const [, channels] = input.shape;
  const sizes = [...Array<number>(Math.max(0, rank - shape.length)).fill(1), ...shape];
  const isChannels =
    sizes.length === rank && sizes.every((size, i) => size === (i === 1 ? channels : 1));
  expectOnly(builder, node, isChannels, `a constant of shape [${shape.join(", ")}]`);
  const before = nodes[input.node];
  const isBias = affine.every(([factor]) => factor === 1);
  // A product that others read as well has no bias of its own.
  if (
    isBias &&
    isReadOnce &&
    before.type === "Dense" &&
    before.weights.bias === undefined &&
    input.node === nodes.length - 1
  ) {
    before.weights.bias = {
      shape: [channels],
      values: Float32Array.from(affine, ([, offset]) => offset)
    };
    before.config = {...before.config, use_bias: true};
    return input;
  }
  const image = rank === 4 ? builder.channelsLast(input) : input;
  const column = (pick: (one: [number, number]) => number) => ({
    shape: [channels],
    values: Float32Array.from(affine, pick)
  });
  const weights = {
    gamma: column(([factor]) => factor),
    beta: column(([, offset]) => offset),
    moving_mean: column(() => 0),
    moving_variance: column(() => 1)
  };
  return {...image, node: add("BatchNormalization", {axis: -1, epsilon: 0}, [image.node], weights)};
}

/** Returns a normalization by the moments of training. */
export function batchNormalization(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const {add, value, constant} = builder;
  const [x, ...names] = node.inputs;
  const [gamma, beta, mean, variance] = names.map(constant);
  const input = value(x);
  const image = input.shape.length === 4 ? builder.channelsLast(input) : input;
  const all = [gamma, beta, mean, variance];
  expectOnly(
    builder,
    node,
    all.every((one) => one?.values.length === input.shape[1]),
    "weights of another length"
  );
  expectOnly(
    builder,
    node,
    numberOf(node, "training_mode", 0) === 0,
    "training_mode, so save it after model.eval()"
  );
  const weights = {
    gamma: weight(gamma!),
    beta: weight(beta!),
    moving_mean: weight(mean!),
    moving_variance: weight(variance!)
  };
  const config = {axis: -1, epsilon: numberOf(node, "epsilon", 1e-5)};
  return {...image, node: add("BatchNormalization", config, [image.node], weights)};
}

/** Returns a power of each number; undefined where the exponent is no constant. */
export function power(builder: OnnxBuilder, node: OnnxNode): OnnxValue | undefined {
  const exponent = builder.constant(node.inputs[1]);
  if (exponent?.values.length !== 1) return undefined;
  const input = builder.value(node.inputs[0]);
  const config = {operation: "pow", exponent: exponent.values[0]};
  return {...input, node: builder.add("Elementwise", config, [input.node])};
}

/** Returns x times its hard sigmoid, which is x/6 + ½ between 0 and 1. */
export function hardSwish({add, value}: OnnxBuilder, node: OnnxNode): OnnxValue {
  const input = value(node.inputs[0]);
  const line = add("Rescaling", {scale: 1 / 6, offset: 0.5}, [input.node]);
  const {type, config} = rectifier(0, 0, 1);
  return {...input, node: add("Multiply", {}, [input.node, add(type, config, [line])])};
}

/** Returns a normalization of each row by its own moments. */
export function layerNormalization(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const {add, value, constant} = builder;
  const input = value(node.inputs[0]);
  const [, units] = input.shape;
  const [gamma, beta] = node.inputs.slice(1).map(constant);
  const isRow = input.shape.length === 2 && [1, -1].includes(numberOf(node, "axis", -1));
  const fits = gamma?.values.length === units && (beta?.values.length ?? units) === units;
  expectOnly(builder, node, isRow && fits, "of anything but rows");
  const weights = {
    gamma: weight(gamma!),
    beta: weight(beta ?? {shape: [units], values: new Float32Array(units)})
  };
  const config = {axis: -1, epsilon: numberOf(node, "epsilon", 1e-5)};
  return {...input, node: add("LayerNormalization", config, [input.node], weights)};
}

/** Returns a rectifier whose slopes were learned. */
export function prelu(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const {add, value, constant} = builder;
  const slopes = constant(node.inputs[1]);
  const input = value(node.inputs[0]);
  expectOnly(builder, node, slopes !== undefined, "slopes that are no constant");
  const {values} = slopes!;
  if (values.length === 1) {
    const {type, config} = rectifier(values[0], 0, null);
    return {...input, node: add(type, config, [input.node])};
  }
  const image = input.shape.length === 4 ? builder.channelsLast(input) : input;
  const [, channels] = input.shape;
  expectOnly(builder, node, values.length === channels, "slopes of another length");
  const isImage = input.shape.length === 4;
  const alpha = {shape: isImage ? [1, 1, channels] : [channels], values: Float32Array.from(values)};
  const config = isImage ? {shared_axes: [1, 2]} : {};
  return {...image, node: add("PReLU", config, [image.node], {alpha})};
}

/** Adds the parts of a dense layer that an encoder splits into μ and log σ². */
export function splitDense(
  builder: OnnxBuilder,
  node: OnnxNode,
  values: Map<string, OnnxValue>
): void {
  const input = builder.value(node.inputs[0]);
  const {type, weights} = builder.nodes[input.node];
  const parts = node.outputs.length;
  const axis = numberOf(node, "axis", 0);
  const isDense = type === "Dense" && input.shape.length === 2;
  expectOnly(
    builder,
    node,
    isDense && (axis === 1 || axis === -1),
    "anything but the units of a dense layer"
  );
  const [, units] = weights.kernel.shape;
  const said = builder.constant(node.inputs[1])?.values ?? listOf(node, "split", []);
  const sizes = said.length > 0 ? Array.from(said) : Array<number>(parts).fill(units / parts);
  const isWhole = sizes.length === parts && sizes.reduce((sum, size) => sum + size, 0) === units;
  expectOnly(
    builder,
    node,
    isWhole && sizes.every((size) => Number.isInteger(size) && size > 0),
    "other parts"
  );
  let start = 0;
  node.outputs.forEach((output, p) => {
    values.set(output, unitsOf(builder, input, start, sizes[p]));
    start += sizes[p];
  });
}

/** Returns a range of the units of a dense layer, as chunk takes; undefined where it is another slice. */
export function sliceDense(builder: OnnxBuilder, node: OnnxNode): OnnxValue | undefined {
  const input = builder.value(node.inputs[0]);
  const [range, ...others] = slicedAxes(builder, node, input.shape) ?? [];
  const isDense = builder.nodes[input.node].type === "Dense" && input.shape.length === 2;
  if (!isDense || others.length > 0 || range?.axis !== 1 || range.start >= range.end)
    return undefined;
  return unitsOf(builder, input, range.start, range.end - range.start);
}

/** Returns units of a dense layer as a layer of their own. */
function unitsOf(builder: OnnxBuilder, input: OnnxValue, start: number, size: number): OnnxValue {
  const {config, inputs, weights} = builder.nodes[input.node];
  const [rows, units] = weights.kernel.shape;
  const kernel = new Float32Array(rows * size);
  for (let r = 0; r < rows; ++r) {
    const from = r * units + start;
    kernel.set(weights.kernel.values.subarray(from, from + size), r * size);
  }
  const part: Record<string, Tensor> = {kernel: {shape: [rows, size], values: kernel}};
  if (weights.bias !== undefined) {
    part.bias = {shape: [size], values: weights.bias.values.slice(start, start + size)};
  }
  const node = builder.add("Dense", {...config, units: size}, inputs, part);
  return {node, shape: [-1, size], isLast: false};
}
