import type {OnnxNode, OnnxTensor} from "./onnx-file.js";
import type {OnnxBuilder, OnnxValue} from "./onnx-builder.js";
import {expectOnly, listOf, numberOf, slicedAxes, weight} from "./onnx-builder.js";
import type {Tensor} from "./safetensors.js";

/** The most that sizes of kernels, strides and paddings may be. */
const MOST = 64;

/** Returns an image with channels last, of some height and width. */
function imageOf(builder: OnnxBuilder, node: OnnxNode, value: OnnxValue) {
  const {shape} = value;
  expectOnly(builder, node, shape.length === 4, `inputs of shape [${shape.join(", ")}]`);
  const image = builder.channelsLast(value);
  const [, channels, height, width] = image.shape;
  return {node: image.node, channels, height, width};
}

const given = (node: number, channels: number, height: number, width: number): OnnxValue => ({
  node,
  shape: [-1, channels, height, width],
  isLast: true
});

/** Returns the four paddings: top, left, bottom, right. */
function padsOf(builder: OnnxBuilder, node: OnnxNode): number[] {
  const auto = node.attributes.get("auto_pad") ?? "NOTSET";
  expectOnly(builder, node, auto === "NOTSET" || auto === "VALID", `auto_pad ${String(auto)}`);
  const pads = auto === "VALID" ? [0, 0, 0, 0] : listOf(node, "pads", [0, 0, 0, 0]);
  const isPlain = pads.length === 4 && pads.every((pad) => pad >= 0 && pad <= MOST);
  expectOnly(builder, node, isPlain, `pads [${pads.join(", ")}]`);
  return pads;
}

function pairOf(builder: OnnxBuilder, node: OnnxNode, name: string, otherwise = 1): number[] {
  const pair = listOf(node, name, [otherwise, otherwise]);
  const isPlain = pair.length === 2 && pair.every((one) => one >= otherwise && one <= MOST);
  expectOnly(builder, node, isPlain, `${name} [${pair.join(", ")}]`);
  return pair;
}

/** Adds a convolution, or a transposed one; what Keras calls padding become layers of their own. */
export function addConvolution(builder: OnnxBuilder, node: OnnxNode, value: OnnxValue): OnnxValue {
  const {add, constant} = builder;
  const kernel = constant(node.inputs[1]);
  const isTransposed = node.op === "ConvTranspose";
  expectOnly(builder, node, numberOf(node, "group", 1) === 1, "groups");
  expectOnly(builder, node, kernel?.shape.length === 4, "weights that are no four-fold array");
  expectOnly(builder, node, !node.attributes.has("output_shape"), "output_shape");
  const [outer, inner, kh, kw] = kernel!.shape;
  const [reads, filters] = isTransposed ? [outer, inner] : [inner, outer];
  const image = imageOf(builder, node, value);
  expectOnly(
    builder,
    node,
    reads === image.channels,
    `${reads} channels, where ${image.channels} come`
  );
  const strides = pairOf(builder, node, "strides");
  const dilations = pairOf(builder, node, "dilations");
  const [top, left, bottom, right] = padsOf(builder, node);
  const name = node.inputs[2] ?? "";
  const bias = name === "" ? undefined : constant(name);
  expectOnly(
    builder,
    node,
    name === "" || bias?.values.length === filters,
    "a bias of another kind"
  );
  const weights: Record<string, Tensor> = {kernel: spatialFirst(kernel!)};
  const config = {
    filters,
    kernel_size: [kh, kw],
    strides,
    padding: "valid",
    use_bias: bias !== undefined
  };
  if (!isTransposed) {
    if (bias !== undefined) weights.bias = weight(bias);
    const padded = [image.height + top + bottom, image.width + left + right];
    const [height, width] = padded.map((size, i) => {
      const reach = dilations[i] * ([kh, kw][i] - 1) + 1;
      return Math.floor((size - reach) / strides[i]) + 1;
    });
    expectOnly(builder, node, height > 0 && width > 0, "a kernel larger than its image");
    const start = padding(builder, image.node, [top, bottom], [left, right]);
    const at = add("Conv2D", {...config, dilation_rate: dilations}, [start], weights);
    return given(at, filters, height, width);
  }
  expectOnly(
    builder,
    node,
    dilations.every((one) => one === 1),
    "dilations"
  );
  const extra = pairOf(builder, node, "output_padding", 0);
  // tfjs gives i·s numbers where a kernel is shorter than its stride: what is too much goes.
  const short = strides.map((stride, i) => Math.max(0, stride - [kh, kw][i]));
  const end = [bottom - extra[0] + short[0], right - extra[1] + short[1]];
  const [height, width] = [
    strides[0] * image.height - Math.min(0, strides[0] - kh) - top - end[0],
    strides[1] * image.width - Math.min(0, strides[1] - kw) - left - end[1]
  ];
  expectOnly(builder, node, height > 0 && width > 0, "pads larger than its image");
  // Pixels that no input reaches get the bias alone: so it comes after them.
  let at = add("Conv2DTranspose", {...config, use_bias: false}, [image.node], weights);
  at = padding(builder, at, [0, Math.max(0, -end[0])], [0, Math.max(0, -end[1])]);
  const cropping = [
    [top, Math.max(0, end[0])],
    [left, Math.max(0, end[1])]
  ];
  if (cropping.flat().some((one) => one > 0)) at = add("Cropping2D", {cropping}, [at]);
  if (bias !== undefined) {
    const column = (values: Float32Array<ArrayBuffer>) => ({shape: [filters], values});
    at = add("BatchNormalization", {axis: -1, epsilon: 0}, [at], {
      gamma: column(new Float32Array(filters).fill(1)),
      beta: weight({shape: [filters], values: bias.values}),
      moving_mean: column(new Float32Array(filters)),
      moving_variance: column(new Float32Array(filters).fill(1))
    });
  }
  return given(at, filters, height, width);
}

function padding({add}: OnnxBuilder, node: number, rows: number[], columns: number[]): number {
  if ([...rows, ...columns].every((one) => one === 0)) return node;
  return add("ZeroPadding2D", {padding: [rows, columns]}, [node]);
}

/** Returns [a, b, kh, kw] as [kh, kw, b, a]: what Keras has for both kinds of convolutions. */
function spatialFirst({shape: [a, b, kh, kw], values}: OnnxTensor): Tensor {
  const result = new Float32Array(values.length);
  for (let i = 0; i < a; ++i) {
    for (let j = 0; j < b; ++j) {
      for (let k = 0; k < kh * kw; ++k) {
        result[(k * b + j) * a + i] = values[(i * b + j) * kh * kw + k];
      }
    }
  }
  return {shape: [kh, kw, b, a], values: result};
}

/** Adds a layer that takes the largest, or the mean, of neighbors. */
export function addPooling(builder: OnnxBuilder, node: OnnxNode, value: OnnxValue): OnnxValue {
  const {channels, height, width, ...image} = imageOf(builder, node, value);
  const isGlobal = node.op === "GlobalAveragePool";
  const pool_size = isGlobal ? [height, width] : pairOf(builder, node, "kernel_shape");
  const strides = isGlobal ? [1, 1] : pairOf(builder, node, "strides");
  expectOnly(builder, node, isGlobal || padsOf(builder, node).every((pad) => pad === 0), "pads");
  expectOnly(builder, node, numberOf(node, "ceil_mode", 0) === 0, "ceil_mode");
  expectOnly(
    builder,
    node,
    listOf(node, "dilations", []).every((one) => one === 1),
    "dilations"
  );
  const type = node.op === "MaxPool" ? "MaxPooling2D" : "AveragePooling2D";
  const sizes = [height, width].map(
    (size, i) => Math.floor((size - pool_size[i]) / strides[i]) + 1
  );
  expectOnly(
    builder,
    node,
    sizes.every((size) => size > 0),
    "a kernel larger than its image"
  );
  const at = builder.add(type, {pool_size, strides, padding: "valid"}, [image.node]);
  return given(at, channels, sizes[0], sizes[1]);
}

/** Adds a layer that repeats each pixel. */
export function addResizing(builder: OnnxBuilder, node: OnnxNode, value: OnnxValue): OnnxValue {
  const {channels, height, width, ...image} = imageOf(builder, node, value);
  const mode = node.attributes.get("mode") ?? "nearest";
  expectOnly(builder, node, mode === "nearest", `mode ${String(mode)}`);
  const isResize = node.op === "Resize";
  const scales =
    builder.constant(node.inputs[isResize ? 2 : 1])?.values ?? listOf(node, "scales", []);
  const sizes = builder.constant(node.inputs[3])?.values ?? [];
  const [rows, columns] =
    scales.length === 4 ? [scales[2], scales[3]] : [sizes[2] / height, sizes[3] / width];
  const isWhole = [rows, columns].every((one) => Number.isInteger(one) && one >= 1 && one <= MOST);
  expectOnly(builder, node, isWhole, "a scale that is no whole number");
  const place = String(node.attributes.get("coordinate_transformation_mode") ?? "half_pixel");
  const rounding = String(node.attributes.get("nearest_mode") ?? "round_prefer_floor");
  const isPlain =
    !isResize ||
    (place === "asymmetric" && rounding === "floor") ||
    (place.startsWith("half_pixel") && rounding.startsWith("round"));
  expectOnly(builder, node, isPlain, `${place} with ${rounding}`);
  const at = builder.add("UpSampling2D", {size: [rows, columns]}, [image.node]);
  return given(at, channels, height * rows, width * columns);
}

/** Adds layers that lay channels beside each other as pixels, as PixelShuffle of PyTorch does. */
export function addShuffle(builder: OnnxBuilder, node: OnnxNode, value: OnnxValue): OnnxValue {
  const {channels, height, width, ...image} = imageOf(builder, node, value);
  const block = numberOf(node, "blocksize", NaN);
  const left = channels / block ** 2;
  expectOnly(builder, node, Number.isInteger(left) && left >= 1, `blocks of ${block}`);
  // Of a block’s rows and columns and the channels, which come first differs.
  const isOuter = node.attributes.get("mode") === "CRD";
  const apart = isOuter ? [left, block, block] : [block, block, left];
  const dims = isOuter ? [1, 4, 2, 5, 3] : [1, 3, 2, 4, 5];
  const {add} = builder;
  const split = add("Reshape", {target_shape: [height, width, ...apart]}, [image.node]);
  const turned = add("Permute", {dims}, [split]);
  const [rows, columns] = [height * block, width * block];
  const at = add("Reshape", {target_shape: [rows, columns, left]}, [turned]);
  return given(at, left, rows, columns);
}

/** Adds a layer that cuts an image’s sides off; undefined where a slice takes anything else. */
export function addCropping(
  builder: OnnxBuilder,
  node: OnnxNode,
  value: OnnxValue
): OnnxValue | undefined {
  const axes = slicedAxes(builder, node, value.shape) ?? [];
  const isInside = axes.every(({axis, start, end}) => axis >= 2 && start < end);
  if (axes.length === 0 || !isInside) return undefined;
  const {channels, height, width, ...image} = imageOf(builder, node, value);
  const ends = (axis: number, size: number) => {
    const {start, end} = axes.find((one) => one.axis === axis) ?? {start: 0, end: size};
    return [start, size - end];
  };
  const cropping = [ends(2, height), ends(3, width)];
  const [rows, columns] = cropping.map(([a, b], i) => [height, width][i] - a - b);
  return given(builder.add("Cropping2D", {cropping}, [image.node]), channels, rows, columns);
}

/** Adds zeros around an image. */
export function addPadding(builder: OnnxBuilder, node: OnnxNode, value: OnnxValue): OnnxValue {
  const {channels, height, width, ...image} = imageOf(builder, node, value);
  const mode = node.attributes.get("mode") ?? "constant";
  expectOnly(builder, node, mode === "constant", `mode ${String(mode)}`);
  const pads = Array.from(builder.constant(node.inputs[1])?.values ?? listOf(node, "pads", []));
  const filled =
    node.inputs[2] === undefined || node.inputs[2] === ""
      ? 0
      : builder.constant(node.inputs[2])?.values[0];
  expectOnly(builder, node, filled === 0, "a value other than 0");
  const isPlain = pads.length === 8 && pads.every((pad) => pad >= 0 && pad <= MOST);
  expectOnly(
    builder,
    node,
    isPlain && pads[0] + pads[1] + pads[4] + pads[5] === 0,
    `pads [${pads.join(", ")}]`
  );
  const [top, left, bottom, right] = [pads[2], pads[3], pads[6], pads[7]];
  const at = padding(builder, image.node, [top, bottom], [left, right]);
  return given(at, channels, height + top + bottom, width + left + right);
}
