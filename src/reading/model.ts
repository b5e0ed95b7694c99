import type {Codes} from "../formats/codes.js";
import type {Limits, NamedFile} from "./file.js";
import {defaultLimits, invalidFile} from "./file.js";
import type {PackedModel} from "./layers-mlp.js";
import {encoderMlp, layersMlp} from "./layers-mlp.js";
import type {ImageSize} from "./own-images.js";
import {safetensorsMlp} from "./safetensors-mlp.js";
import {looksLikeSafetensors} from "./safetensors.js";
import type {TfjsFiles} from "./tfjs-model.js";
import {layerChain, modelJson, tfjsNetwork} from "./tfjs-model.js";
import {droppedContent} from "./zip.js";

/** The networks of a dropped model: of dense layers alone, or of layers that need tfjs. */
export type ReadModel =
  {type: "packed"; model: PackedModel} | {type: "tfjs"; decoder: TfjsFiles; encoder?: TfjsFiles};

/** Options for readModel. */
export interface ReadModelOptions {
  /** The size of an image, where a decoder gives rows of h·w; without it they have to be squares. */
  size?: ImageSize;
  /** What is accepted; defaults to the limits of the site. */
  limits?: Limits;
}

/**
 * Returns the model of some files: a safetensors file, with or without a JSON file that names its
 * layers; or a model.json of TensorFlow.js with its weights, or two of them, of which one lies in a
 * folder called decoder; or a zip of these.
 *
 * @throws Error in one sentence naming the file, the field, its value and what was expected
 */
export function readModel(
  dropped: readonly NamedFile[],
  {size, limits = defaultLimits}: ReadModelOptions = {}
): ReadModel {
  const {files} = droppedContent(dropped, limits);
  const weights = files.find((file) => looksLikeSafetensors(file));
  if (weights !== undefined) {
    const manifest = files.find(({name}) => /\.json$/i.test(name));
    return {type: "packed", model: safetensorsMlp(weights, manifest)};
  }
  const networks = files.flatMap((file) => {
    const json = modelJson(file);
    return json === undefined ? [] : [{file, json}];
  });
  if (networks.length === 0) {
    const expected = "a model.json with its weights, or a safetensors file";
    if (files.length === 1) throw invalidFile(files[0].name, "no model", expected);
    throw new Error(`invalid choice: no model in ${files.length} files, expected ${expected}`);
  }
  const isEncoder = ({file}: {file: NamedFile}) => /encoder[^/]*(\/[^/]*)?$/i.test(file.name);
  const encoders = networks.length === 1 ? [] : networks.filter(isEncoder);
  const decoders = networks.filter((one) => !encoders.includes(one));
  if (decoders.length !== 1 || encoders.length > 1) {
    const names = networks.map(({file}) => file.name).join(", ");
    const expected = "one, or two in folders called encoder and decoder";
    throw new Error(`invalid choice: the models ${names.slice(0, 200)}, expected ${expected}`);
  }
  const [decoder, encoder] = [decoders[0], encoders[0]].map(
    (one: (typeof networks)[number] | undefined) => one && tfjsNetwork(one.file, one.json, files)
  );
  const mlp = packedModel(decoder!, encoder, size);
  if (mlp !== undefined) return {type: "packed", model: mlp};
  return {type: "tfjs", decoder: decoder!, encoder};
}

/** Returns the model of dense layers that two networks are, if they are. */
function packedModel(
  decoder: TfjsFiles,
  encoder: TfjsFiles | undefined,
  size: ImageSize | undefined
): PackedModel | undefined {
  const layers = layersMlp(decoder);
  const encoding = encoder && encoderMlp(encoder);
  if (layers === undefined || (encoder !== undefined && encoding === undefined)) return undefined;
  const [{inputs: latentSize}] = layers;
  const {units} = layers[layers.length - 1];
  const image = imageSize(decoder.name, reshapedTo(decoder) ?? [units], size);
  if (image.width * image.height !== units) {
    const expected = `${units}, as the layer before gives`;
    throw invalidFile(decoder.name, `${image.width} × ${image.height} outputs`, expected);
  }
  if (encoding !== undefined) {
    const [from, to] = [encoding[0].inputs, encoding[encoding.length - 1].units];
    if (from !== units || to !== 2 * latentSize) {
      const found = `${from} inputs and ${to / 2} latents`;
      throw invalidFile(encoder!.name, found, `${units} and ${latentSize}, as the decoder`);
    }
  }
  return {name: decoder.name, latentSize, image, decoder: layers, encoder: encoding};
}

/** Returns the sizes of the output without the batch, where the last layer says them. */
function reshapedTo({topology}: TfjsFiles): number[] | undefined {
  const shape = layerChain(topology)?.at(-1)?.config.target_shape;
  const isWhole = Array.isArray(shape) && shape.every((size) => Number(size) > 0);
  return isWhole ? (shape as number[]) : undefined;
}

/**
 * Returns the size of the images that a decoder gives.
 *
 * @param name what errors call the model
 * @param shape the sizes of its output without the batch: [h·w], [h, w] or [h, w, 1]
 * @param size the size of rows of h·w; without it they have to be squares
 * @throws Error naming the shape and what was expected
 */
export function imageSize(
  name: string,
  shape: readonly (number | null)[],
  size?: ImageSize
): ImageSize {
  const found = `outputs of shape [${shape.join(", ")}]`;
  const [first, second, channels = 1] = shape;
  const side = Math.round(Math.sqrt(first ?? NaN));
  if (shape.length === 3 && channels !== 1) {
    throw invalidFile(name, `${found}, so colour images`, "grey ones, [h, w, 1]");
  }
  const [height, width] =
    shape.length === 1 ? [size?.height ?? side, size?.width ?? side] : [first, second];
  const pixels = shape.reduce<number>((product, one) => product * (one ?? NaN), 1);
  if (shape.length === 0 || shape.length > 3 || (height ?? NaN) * (width ?? NaN) !== pixels) {
    throw invalidFile(name, found, "[h·w] of a square, [h, w] or [h, w, 1]");
  }
  const most = defaultLimits.side;
  if (!(height! >= 1 && width! >= 1 && height! <= most && width! <= most)) {
    throw invalidFile(name, `images of ${width} × ${height}`, `1 × 1 to ${most} × ${most}`);
  }
  return {width: width!, height: height!};
}

/** A model that the reader dropped, with what belongs to it; nothing in it runs yet. */
export interface DroppedModel {
  /** What the page calls it. */
  title: string;
  network: ReadModel;
  /** The codes of test images, if it came with any. */
  codes?: Codes;
  /** What it was trained on, if it says so. */
  dataset?: string;
}

/** The longest title, in characters. */
const LONGEST = 32;

/**
 * Returns what a page calls a model: the zip, the folder or the file that it came from.
 *
 * @param name the name of its decoder’s file, such as “vae.zip/decoder/model.json”
 */
export function modelTitle(name: string): string {
  const parts = name.split("/");
  const telling = parts.find((part) => !/^((en|de)coder|model\.json)$/i.test(part));
  const title = telling ?? parts.at(-1)!;
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
}
