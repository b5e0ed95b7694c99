import type {ImageSize} from "./array-shape.js";
import {droppedContent} from "./dropped-content.js";
import {imageSize} from "./image-size.js";
import {layerChain} from "./layer-chain.js";
import {encoderMlp, layersMlp} from "./layers-mlp.js";
import {defaultLimits, type Limits} from "./limits.js";
import {invalidFile, type NamedFile} from "./named-file.js";
import type {PackedModel} from "./packed-model.js";
import {looksLikeSafetensors} from "./safetensors.js";
import {safetensorsMlp} from "./safetensors-mlp.js";
import {modelJson, tfjsNetwork, type TfjsNetwork} from "./tfjs-network.js";

/** A model that the visitor brought: one of dense layers alone, or one that needs tfjs. */
export type ReadModel =
  | {type: "packed"; model: PackedModel}
  | {type: "tfjs"; decoder: TfjsNetwork; encoder?: TfjsNetwork};

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
  decoder: TfjsNetwork,
  encoder: TfjsNetwork | undefined,
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
function reshapedTo({topology}: TfjsNetwork): number[] | undefined {
  const shape = layerChain(topology)?.at(-1)?.config.target_shape;
  const isWhole = Array.isArray(shape) && shape.every((size) => Number(size) > 0);
  return isWhole ? (shape as number[]) : undefined;
}
