import {invalidFile} from "./file.js";
import type {OnnxBuilder, OnnxValue} from "./onnx-builder.js";
import {expectOnly, listOf, numberOf} from "./onnx-builder.js";
import type {OnnxNode} from "./onnx-file.js";

/** Returns an image with its channels last, or second. */
export function withChannels({add}: OnnxBuilder, value: OnnxValue, isLast: boolean): OnnxValue {
  if (value.isLast === isLast || value.shape.length !== 4) return {...value, isLast};
  const [, channels, height, width] = value.shape;
  // Where there is one channel, or one pixel, the order of the numbers is the same.
  if (channels === 1 || height * width === 1) {
    const target_shape = isLast ? [height, width, channels] : [channels, height, width];
    return {...value, isLast, node: add("Reshape", {target_shape}, [value.node])};
  }
  const dims = isLast ? [2, 3, 1] : [3, 1, 2];
  return {...value, isLast, node: add("Permute", {dims}, [value.node])};
}

/** Returns the same numbers in another form, in the order of ONNX. */
export function reshaped(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const {file, add, value, constant} = builder;
  const input = withChannels(builder, value(node.inputs[0]), false);
  const count = input.shape.slice(1).reduce((product, size) => product * size, 1);
  let shape: number[];
  if (node.op === "Flatten") {
    expectOnly(builder, node, numberOf(node, "axis", 1) === 1, "another axis than 1");
    shape = [-1, count];
  } else if (node.op === "Reshape") {
    const wanted = constant(node.inputs[1]) ?? {shape: [], values: listOf(node, "shape", [])};
    shape = Array.from(wanted.values, (size, i) => (size === 0 ? (input.shape[i] ?? NaN) : size));
  } else {
    const axes = constant(node.inputs[1])?.values ?? listOf(node, "axes", []);
    const whole = Array.from(axes, (axis) =>
      axis < 0 ? axis + input.shape.length + (node.op === "Squeeze" ? 0 : axes.length) : axis
    );
    expectOnly(builder, node, whole.length > 0 && !whole.includes(0), "the axis of the batch");
    if (node.op === "Squeeze") shape = input.shape.filter((_, i) => !whole.includes(i));
    else {
      shape = [...input.shape];
      for (const axis of whole.toSorted((x, y) => x - y)) shape.splice(axis, 0, 1);
    }
  }
  const rest = shape.slice(1);
  const known = rest.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const filled = rest.map((size) => (size === -1 ? count / known : size));
  const total = filled.reduce((product, size) => product * size, 1);
  if (shape.length < 2 || total !== count || ![-1, 1, builder.batch].includes(shape[0])) {
    const found = `${node.op} to [${shape.join(", ")}]`;
    throw invalidFile(file, found, `[batch, …] of the ${count} numbers that it reads`);
  }
  const given = [-1, ...filled];
  const isGrey = filled.length === 3 && filled[0] === 1;
  const target_shape = isGrey ? [filled[1], filled[2], 1] : filled;
  return {node: add("Reshape", {target_shape}, [input.node]), shape: given, isLast: isGrey};
}

/** Returns the same numbers with their axes in another order. */
export function transposed(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const input = withChannels(builder, builder.value(node.inputs[0]), false);
  const perm = listOf(node, "perm", []);
  expectOnly(
    builder,
    node,
    perm[0] === 0 && perm.length === input.shape.length,
    "the axis of the batch"
  );
  const at = builder.add("Permute", {dims: perm.slice(1)}, [input.node]);
  return {node: at, shape: perm.map((axis) => input.shape[axis]), isLast: false};
}

/** Returns values side by side, or the channels of images. */
export function concatenated(builder: OnnxBuilder, node: OnnxNode): OnnxValue {
  const parts = node.inputs.map(builder.value);
  const rank = parts[0].shape.length;
  const axis = numberOf(node, "axis", 1);
  expectOnly(
    builder,
    node,
    (axis === 1 || (rank === 2 && axis === -1)) && (rank === 2 || rank === 4),
    "another axis than 1"
  );
  const images = rank === 4 ? parts.map(builder.channelsLast) : parts;
  const shape = [...images[0].shape];
  shape[1] = images.reduce((sum, part) => sum + part.shape[1], 0);
  const at = builder.add(
    "Concatenate",
    {axis: -1},
    images.map((part) => part.node)
  );
  return {node: at, shape, isLast: images[0].isLast};
}
