import type {DenseLayer} from "./architecture.js";
import {decoderLayers, encoderLayers} from "./architecture.js";
import type {ImageSize} from "./image-size.js";
import {imageValues} from "./image-size.js";
import {fromFloat16, toFloat16} from "./bytes.js";
import type {Manifest} from "./manifest.js";

/** The largest 8-bit integer that a weight becomes. */
const LARGEST = 127;

/**
 * Returns the layers of a decoder that draws the same images at half their width and height: each
 * logit is the mean of those of 2 × 2 pixels. The last layer, which is the widest, is a quarter of
 * what it was, and so are the pixels; its weights are rounded to 8 bits.
 *
 * @throws RangeError if the last layer does not have a unit for every pixel, or a side is odd
 */
export function halveImages(layers: readonly PackedLayer[], size: ImageSize): PackedLayer[] {
  const last = layers.at(-1)!;
  const {inputs, units} = last;
  const {width, height} = size;
  if (units !== imageValues(size) || width % 2 !== 0 || height % 2 !== 0) {
    throw new RangeError(`invalid images: ${width} × ${height} of ${units} units, expected even`);
  }
  const means = (values: ArrayLike<number>) => meansOfFour(values, size);
  const kernel = roundColumns(means(kernelValues(last)), inputs, units / 4);
  const bias = toFloat16(means(fromFloat16(last.bias)));
  return [...layers.slice(0, -1), {...last, units: units / 4, kernel, bias}];
}

/** Returns the means of 2 × 2 neighbors, by channel; images lie one after the other, each row-major. */
function meansOfFour(
  values: ArrayLike<number>,
  {width, channels = 1}: ImageSize
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length / 4);
  for (let i = 0; i < result.length; ++i) {
    const pixel = Math.floor(i / channels);
    const [row, column] = [Math.floor((2 * pixel) / width), (2 * pixel) % width];
    const at = (2 * row * width + column) * channels + (i % channels);
    const below = at + width * channels;
    const sum = values[at] + values[at + channels] + values[below] + values[below + channels];
    result[i] = sum / 4;
  }
  return result;
}

function roundColumns(values: Float32Array, inputs: number, units: number): PackedLayer["kernel"] {
  const steps = new Float32Array(units);
  values.forEach((value, i) => (steps[i % units] = Math.max(steps[i % units], Math.abs(value))));
  for (let j = 0; j < units; ++j) steps[j] = steps[j] / LARGEST || 1;
  const integers = Int8Array.from({length: inputs * units}, (_, i) =>
    Math.round(values[i] / steps[i % units])
  );
  return {type: "int8", integers, steps};
}

/** A dense layer with its weights as they are stored. */
export interface PackedLayer extends Omit<DenseLayer, "name"> {
  kernel: PackedKernel;
  /** Float16 bits, one a unit. */
  bias: Uint16Array<ArrayBuffer>;
}

/** A kernel, row-major [inputs, units]: float16 bits, or 8-bit integers with a step a column. */
export type PackedKernel =
  | {type: "float16"; halves: Uint16Array<ArrayBuffer>}
  | {type: "int8"; integers: Int8Array<ArrayBuffer>; steps: Float32Array<ArrayBuffer>};

/**
 * Returns the layers of a network whose weights lie one after the other as float16: kernel and bias
 * of the first layer, then of the next, as a weights.bin holds them.
 *
 * @throws Error if the bytes are not as many as the layers need
 */
export function unpackFloat16(layers: readonly DenseLayer[], bytes: ArrayBuffer): PackedLayer[] {
  const expected = layers.reduce((sum, {inputs, units}) => sum + 2 * (inputs + 1) * units, 0);
  if (bytes.byteLength !== expected) {
    throw new Error(`invalid weights: ${bytes.byteLength} bytes, expected ${expected}`);
  }
  let offset = 0;
  const take = (count: number) => {
    const halves = new Uint16Array(bytes, offset, count);
    offset += halves.byteLength;
    return halves;
  };
  return layers.map(({inputs, units, activation}) => ({
    inputs,
    units,
    activation,
    kernel: {type: "float16", halves: take(inputs * units)},
    bias: take(units)
  }));
}

/** Returns the kernel of a layer as numbers, row-major [inputs, units]. */
export function kernelValues({
  kernel,
  units
}: Pick<PackedLayer, "kernel" | "units">): Float32Array<ArrayBuffer> {
  if (kernel.type === "float16") return fromFloat16(kernel.halves);
  return Float32Array.from(kernel.integers, (integer, i) => integer * kernel.steps[i % units]);
}

/** Returns the layers of a model’s decoder in order; the last gives the logits of the pixels. */
export function manifestDecoderLayers({
  image,
  latentSize,
  decoder
}: Pick<Manifest, "image" | "latentSize" | "decoder">): DenseLayer[] {
  const inputSize = imageValues(image);
  return decoderLayers({inputSize, latentSize, decoderHidden: decoder.hidden});
}

/** Returns the layers of a model’s encoder in order; the last two, mu and logVar, read the same. */
export function manifestEncoderLayers({
  image,
  latentSize,
  encoder
}: Pick<Manifest, "image" | "latentSize" | "encoder">): DenseLayer[] {
  const inputSize = imageValues(image);
  return encoderLayers({inputSize, latentSize, encoderHidden: encoder.hidden});
}

/**
 * Checks that layers are those that a manifest says, whatever their weights.
 *
 * @param name what they are, for the error
 * @throws Error naming both lists, unless they are the same
 */
export function checkSameLayers(
  name: string,
  layers: readonly Omit<DenseLayer, "name">[],
  expected: readonly DenseLayer[]
): void {
  const [found, wanted] = [layers, expected].map((list) =>
    list.map(({inputs, units, activation}) => `${inputs}–${units} ${activation}`).join(", ")
  );
  if (found !== wanted) throw new Error(`invalid ${name}: ${found}, expected ${wanted}`);
}

/**
 * Returns one layer that computes two layers of the same input, the units of the first and then
 * those of the second: an encoder's μ and log σ² come out of one product. Float16 weights stay what
 * they are.
 *
 * @throws Error if the two have other inputs or activations
 */
export function joinLayers(first: PackedLayer, second: PackedLayer): PackedLayer {
  const {inputs, activation} = first;
  if (second.inputs !== inputs || second.activation !== activation) {
    const [a, b] = [first, second].map((layer) => `${layer.inputs} inputs, ${layer.activation}`);
    throw new Error(`invalid layers to join: ${a} and ${b}, expected the same of both`);
  }
  const units = first.units + second.units;
  const values = new Float32Array(inputs * units);
  for (const [layer, offset] of [[first, 0] as const, [second, first.units] as const]) {
    const from = kernelValues(layer);
    for (let k = 0; k < inputs; ++k) {
      values.set(from.subarray(k * layer.units, (k + 1) * layer.units), k * units + offset);
    }
  }
  const bias = Uint16Array.of(...first.bias, ...second.bias);
  return {inputs, units, activation, kernel: {type: "float16", halves: toFloat16(values)}, bias};
}
