import {networkDecoder, networkEncoder} from "./engine/decoder.js";
import {openNetwork} from "./engine/open-network.js";
import type {TfjsNetwork, TfjsNetworkFiles} from "./engine/tfjs/network.js";
import {fromFloat16} from "./formats/bytes.js";
import type {OwnEncoder} from "./own-encoder.js";
import {createOwnEncoder} from "./own-encoder.js";
import type {OwnDecoder} from "./own-tfjs-decoder.js";
import {createOwnTfjsDecoder} from "./own-tfjs-decoder.js";
import type {PackedModel} from "./reading/layers-mlp.js";
import type {ReadModel} from "./reading/model.js";
import type {ImageSize} from "./reading/own-images.js";
import {logitsTopology, momentsTopology} from "./reading/tfjs-model.js";

/** A model that the visitor brought, ready to draw. */
export interface OwnModel {
  /** The file that it came from. */
  name: string;
  /** It has a portable network, for workers, where it is of dense layers alone. */
  decoder: OwnDecoder;
  encoder?: OwnEncoder;
  /** What computes it and what its last layer is taken for, in a sentence. */
  note: string;
  /** Frees the weights of both. */
  dispose(): void;
}

/** What own models may compute with. */
export interface OwnModelEngines {
  /** Returns a promise to the decoding kernel, which is rejected where it cannot run. */
  kernel: () => Promise<WebAssembly.Module>;
  /** Makes tfjs ready to compute, and returns a promise to the backend that runs. */
  startTfjs: () => Promise<string>;
  /** The size of images that a decoder gives as rows of h·w; without it they are squares. */
  size?: ImageSize;
}

/**
 * Returns a promise to a model that runs: in our own engines where it is of dense layers alone,
 * otherwise in tfjs, which is fetched only then.
 *
 * @throws Error (as a rejection) in one sentence naming the network and what does not fit
 */
export async function openOwnModel(read: ReadModel, engines: OwnModelEngines): Promise<OwnModel> {
  return read.type === "packed" ? openPacked(read.model, engines) : openTfjs(read, engines);
}

async function openPacked(
  {name, latentSize, image, decoder, encoder}: PackedModel,
  {kernel}: OwnModelEngines
): Promise<OwnModel> {
  const module = await kernel().catch(() => undefined);
  const portable = {layers: decoder, kernel: module};
  const {network, engine} = await openNetwork(portable, fromFloat16);
  const facts = {latentSize, ...image, engine, portable};
  const note = `${name} runs in the engine “${engine}”; its last layer gives logits`;
  const drawing = networkDecoder(facts, network, async () => network);
  const own = {name, decoder: drawing, note, dispose: () => drawing.dispose()};
  if (encoder === undefined) return own;
  const encoding = await openNetwork({layers: encoder, kernel: module}, fromFloat16);
  const inputSize = image.width * image.height;
  const {encode} = networkEncoder({inputSize, latentSize}, encoding.network);
  return {...own, encoder: {encode: async (x, count) => encode(x, count)}};
}

async function openTfjs(
  {decoder: files, encoder: encoderFiles}: ReadModel & {type: "tfjs"},
  {startTfjs, size}: OwnModelEngines
): Promise<OwnModel> {
  const {name, format, topology} = files;
  const [{openTfjsNetwork}, backend] = await Promise.all([
    import("./engine/tfjs/network.js"),
    startTfjs()
  ]);
  const exact = format === "layers" ? logitsTopology(topology) : undefined;
  const opened: TfjsNetwork[] = [];
  const free = () => opened.forEach((network) => network.dispose());
  const open = async (one: TfjsNetworkFiles) => {
    const network = await openTfjsNetwork(one);
    opened.push(network);
    return network;
  };
  try {
    const network = await open({...files, topology: exact ?? topology});
    const givesLogits = exact !== undefined;
    const decoder = await createOwnTfjsDecoder({name, network, givesLogits, size, backend});
    const {latentSize, width, height, output} = decoder;
    const meaning = output === "mean" ? "means of the pixels" : "logits";
    const note = `${name} runs in TensorFlow.js (${backend}); its last layer gives ${meaning}`;
    const dispose = () => {
      decoder.dispose();
      free();
    };
    const own = {name, decoder, note, dispose};
    if (encoderFiles === undefined) return own;
    const moments = momentsTopology(encoderFiles.topology);
    const encoding = await open({...encoderFiles, topology: moments});
    const pixels = width * height;
    const encoder = await createOwnEncoder(encoderFiles.name, encoding, {latentSize, pixels});
    return {...own, encoder};
  } catch (error) {
    free();
    throw error;
  }
}
