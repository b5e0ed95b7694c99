import type {ImageSize} from "../formats/image-size.js";
import {defaultLimits, invalidFile} from "./file.js";
import type {OwnLayer} from "./own-layers.js";
import {numeric, packLayer} from "./own-layers.js";

/** How the channels of a colored image lie: [h, w, 3] as here and in Keras, [3, h, w] in PyTorch. */
export const channelOrders = ["channels last", "channels first"] as const;

export type ChannelOrder = (typeof channelOrders)[number];

/** What the outputs of a decoder are. */
interface OutputImage {
  image: ImageSize;
  /** How three channels lie, where the shape says it. */
  order?: ChannelOrder;
}

/**
 * Returns what image a decoder gives.
 *
 * @param name what errors call the model
 * @param shape the sizes of its output without the batch: [h·w] or [h·w·3] of a square, [h, w],
 *   [h, w, 1] or [h, w, 3], [1, h, w] or [3, h, w]
 * @param size the size of images that come as a row; without it they have to be squares
 * @throws Error naming the shape and what was expected
 */
export function outputImage(
  name: string,
  shape: readonly (number | null)[],
  size?: ImageSize
): OutputImage {
  const found = `outputs of shape [${shape.join(", ")}]`;
  const [values = NaN] = shape.length === 1 ? shape : [];
  const sides = shape.length === 1 ? rowSize(values ?? NaN, size) : spreadSize(shape);
  if (sides === undefined) {
    throw invalidFile(name, found, "[h·w] or [h·w·3] of a square, [h, w], [h, w, 1] or [h, w, 3]");
  }
  const {width, height} = sides.image;
  const most = defaultLimits.side;
  if (!(height >= 1 && width >= 1 && height <= most && width <= most)) {
    throw invalidFile(name, `images of ${width} × ${height}`, `1 × 1 to ${most} × ${most}`);
  }
  return sides;
}

function rowSize(values: number, size: ImageSize | undefined): OutputImage | undefined {
  for (const channels of [1, 3] as const) {
    const side = Math.round(Math.sqrt(values / channels));
    const {width, height} = size ?? {width: side, height: side};
    if (width * height * channels !== values) continue;
    return {image: channels === 3 ? {width, height, channels} : {width, height}};
  }
  return undefined;
}

function spreadSize(shape: readonly (number | null)[]): OutputImage | undefined {
  if (shape.length < 2 || shape.length > 3 || shape.includes(null)) return undefined;
  const [a, b, c = 1] = shape as number[];
  if (c === 3) return {image: {width: b, height: a, channels: 3}, order: "channels last"};
  if (c === 1) return {image: {width: b, height: a}};
  // Where there is one channel, it makes no other order.
  if (a === 1) return {image: {width: c, height: b}};
  return a === 3 ? {image: {width: c, height: b, channels: 3}, order: "channels first"} : undefined;
}

/** Returns how three channels lie by the sizes that an encoder reads, where these say it. */
export function inputOrder(shape: readonly (number | null)[]): ChannelOrder | undefined {
  if (shape.length !== 3) return undefined;
  if (shape[2] === 3) return "channels last";
  return shape[0] === 3 ? "channels first" : undefined;
}

/** Returns what is to be said where no file tells how the numbers of a row are colors. */
export function orderNote(order: ChannelOrder): string {
  const lie = order === "channels first" ? "[3, h, w], channels first" : "[h, w, 3], channels last";
  return `Its outputs are a row, of as many numbers as a square has in color: they are taken as ${lie}`;
}

/** Returns where number i of an image [h, w, 3] lies in [3, h, w], of all images one after the other. */
function placeInPlanes(i: number, values: number): number {
  const within = i % values;
  return i - within + (within % 3) * (values / 3) + Math.floor(within / 3);
}

/** Returns images with their channels last, of those that lie in some order, [count, values]. */
export function withChannelsLast(
  images: Float32Array,
  values: number,
  order: ChannelOrder | undefined
): Float32Array {
  if (order !== "channels first") return images;
  return images.map((_, i) => images[placeInPlanes(i, values)]);
}

/** Returns images in some order, of those with their channels last; likewise. */
export function inChannelOrder(
  images: Float32Array,
  values: number,
  order: ChannelOrder | undefined
): Float32Array {
  if (order !== "channels first") return images;
  const out = new Float32Array(images.length);
  images.forEach((value, i) => (out[placeInPlanes(i, values)] = value));
  return out;
}

/** Returns a decoder’s layers whose outputs have their channels last, of those of some order. */
export function decoderChannelsLast(
  name: string,
  layers: readonly OwnLayer[],
  order: ChannelOrder | undefined
): OwnLayer[] {
  if (order !== "channels first") return [...layers];
  const last = layers.at(-1)!;
  const {inputs, units, activation, kernel, bias} = numeric(last);
  const moved = {
    inputs,
    units,
    activation: withUnits(activation, units),
    kernel: withChannelsLast(kernel, units, order),
    bias: withChannelsLast(bias, units, order)
  };
  return [...layers.slice(0, -1), packLayer(name, moved)];
}

/** Returns an activation whose slopes, if each unit has its own, have their channels last. */
function withUnits(activation: OwnLayer["activation"], units: number): OwnLayer["activation"] {
  if (typeof activation === "string" || typeof activation.slope === "number") return activation;
  const {slope} = activation;
  return {...activation, slope: slope.map((_, i) => slope[placeInPlanes(i, units)])};
}

/** Returns an encoder’s layers that read images with channels last, of those that read some order. */
export function encoderChannelsLast(
  name: string,
  layers: readonly OwnLayer[],
  order: ChannelOrder | undefined
): OwnLayer[] {
  if (order !== "channels first") return [...layers];
  const [first, ...rest] = layers;
  const {inputs, units, activation, kernel, bias} = numeric(first);
  const moved = kernel.map(
    (_, i) => kernel[placeInPlanes(Math.floor(i / units), inputs) * units + (i % units)]
  );
  return [packLayer(name, {inputs, units, activation, kernel: moved, bias}), ...rest];
}
