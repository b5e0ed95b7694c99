import type {Codes} from "../formats/codes.js";
import type {OutputScale} from "../formats/output-scale.js";
import type {ChannelOrder} from "./channel-order.js";
import {inputOrder, outputImage} from "./channel-order.js";
import {decoderEnd, graphModelEnd} from "./decoder-end.js";
import type {Limits, NamedFile} from "./file.js";
import {defaultLimits, invalidFile} from "./file.js";
import {foreignModel} from "./foreign-model.js";
import {kerasGraph} from "./keras-graph.js";
import {checkedLayers, checkedOperations} from "./keras-layers.js";
import {kerasTopology} from "./keras-topology.js";
import {widened, withWeights} from "./keras-weights.js";
import type {PackedModel} from "./layers-mlp.js";
import {encoderMlp, layersMlp} from "./layers-mlp.js";
import {decoderOf} from "./model-parts.js";
import type {MomentPlaces} from "./moments.js";
import {momentsAmong} from "./moments.js";
import type {NetGraph} from "./net-graph.js";
import {formOnly, pruned, shapeOfInput} from "./net-graph.js";
import {looksLikeOnnx, parseOnnx} from "./onnx-file.js";
import {onnxGraph} from "./onnx-graph.js";
import type {HiddenActivation} from "./own-layers.js";
import type {ImageSize} from "../formats/image-size.js";
import {imageValues, sizeInWords} from "../formats/image-size.js";
import {safetensorsMlp} from "./safetensors-mlp.js";
import {looksLikeSafetensors} from "./safetensors.js";
import type {TfjsFiles} from "./tfjs-model.js";
import {modelJson, tfjsNetwork} from "./tfjs-model.js";
import {droppedContent} from "./zip.js";

/** The networks of a dropped model: of dense layers alone, or of layers that need tfjs. */
export type ReadModel = (
  {type: "packed"; model: PackedModel} | {type: "tfjs"; decoder: TfjsFiles; encoder?: TfjsFiles}
) & {
  /** What the reader has to know of how it was read, in sentences. */
  notes?: string[];
  /** What was inferred of it, which its reader has to confirm before it is opened. */
  toConfirm?: string;
};

/** What the reader may say of a model that its files leave open. */
export interface ModelSettings {
  /** What the last layer gives. */
  scale?: OutputScale;
  /** What the hidden layers do. */
  hidden?: HiddenActivation;
  /** Whether the encoder gives log σ² first. */
  isSwapped?: boolean;
  /** How the channels of colored images lie in a row. */
  order?: ChannelOrder;
}

/** Options for readModel. */
export interface ReadModelOptions {
  /** The size of an image, where a decoder gives rows; without it they have to be squares. */
  size?: ImageSize;
  /** What is accepted; defaults to the limits of the site. */
  limits?: Limits;
}

/**
 * Returns the model of some files: an ONNX file, or two; a safetensors file, with or without a JSON file that names its
 * layers; or a model.json of TensorFlow.js with its weights, or two of them, of which one lies in a
 * folder called decoder; or a zip of these.
 *
 * @throws Error in one sentence naming the file, the field, its value and what was expected
 */
export function readModel(
  dropped: readonly NamedFile[],
  {size, limits = defaultLimits}: ReadModelOptions = {}
): ReadModel {
  const isReadable = dropped.some((file) => looksLikeOnnx(file) || looksLikeSafetensors(file));
  // Zips that are no archives of ours are not unpacked first: several may lie side by side.
  const foreign = isReadable ? undefined : foreignModel(dropped);
  const hasModel = dropped.some(({name}) => /\.json$/i.test(name) && !/config\.json$/i.test(name));
  if (foreign !== undefined && !hasModel) throw foreign;
  const {files} = droppedContent(dropped, limits);
  const weights = files.filter((file) => looksLikeSafetensors(file));
  if (weights.length > 1) {
    const names = weights.map(({name}) => name).join(", ");
    throw new Error(`invalid choice: ${names.slice(0, 200)}, expected one safetensors file`);
  }
  if (weights.length === 1) {
    const beside = files.filter(({name}) => /\.json$/i.test(name));
    return {type: "packed", ...safetensorsMlp(weights[0], beside)};
  }
  const networks = files.flatMap((file): FoundNetwork[] => {
    if (looksLikeOnnx(file)) return [{file, open: () => ({graph: readOnnx(file, files)})}];
    const json = modelJson(file);
    if (json === undefined) return [];
    return [{file, open: () => knownNetwork(tfjsNetwork(file, json, files))}];
  });
  if (networks.length === 0) {
    const expected = "a model.json with its weights, an ONNX or a safetensors file";
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
  return assembled(decoders[0].open(), encoders[0]?.open, size);
}

/** A network among the files, not yet read. */
interface FoundNetwork {
  file: NamedFile;
  open(): KnownNetwork;
}

/** A network whose layers are known, or one of a graph model, which only tfjs looks into. */
type KnownNetwork = {graph: NetGraph; isKeras3?: boolean} | {files: TfjsFiles};

function readOnnx(file: NamedFile, files: readonly NamedFile[]): NetGraph {
  return onnxGraph(file.name, parseOnnx(file, files));
}

function knownNetwork(files: TfjsFiles): KnownNetwork {
  if (files.format === "graph") return {files: {...files, weights: widened(files.weights)}};
  const graph = kerasGraph(files.name, files.topology);
  return {graph: withWeights(graph, files.weights), isKeras3: graph.isKeras3};
}

/**
 * Returns the model of a decoder and an encoder. An encoder that does not fit is left out, and said.
 *
 * @param openEncoder reads the encoder, where there is one
 */
function assembled(
  network: KnownNetwork,
  openEncoder: (() => KnownNetwork) | undefined,
  size: ImageSize | undefined
): ReadModel {
  const notes: string[] = [];
  if ("files" in network) {
    const {topology, signature} = network.files;
    const decoder = {...network.files, end: graphModelEnd(topology, signature)};
    const encoder = openEncoder && optional(notes, () => tfjsEncoder(openEncoder()));
    return {type: "tfjs", decoder, encoder, notes};
  }
  const parts = decoderOf(network.graph);
  if (parts.note !== undefined) notes.push(parts.note);
  const {graph, end} = decoderEnd(checked(parts.decoder, network.isKeras3));
  const within = parts.encoder && {graph: parts.encoder, isKeras3: network.isKeras3};
  const encoding = openEncoder ?? (within && (() => within));
  // PyTorch’s images have their channels first, wherever a row of numbers tells nothing.
  const rowOrder: ChannelOrder =
    network.isKeras3 === undefined ? "channels first" : "channels last";
  const layers = layersMlp(graph, graph.outputs[0].node);
  if (layers === undefined) {
    const encoder = encoding && optional(notes, () => tfjsEncoder(encoding()));
    return {type: "tfjs", decoder: tfjsFiles(graph, {end, rowOrder}), encoder, notes};
  }
  const units = layers.at(-1)!.units;
  const {image, order} = outputImage(graph.name, reshapedTo(graph) ?? [units], size);
  if (imageValues(image) !== units) {
    const expected = `${units}, as the layer before gives`;
    throw invalidFile(graph.name, `${sizeInWords(image)} outputs`, expected);
  }
  const [{inputs: latentSize}] = layers;
  const channels = image.channels === 3 ? {order, rowOrder} : {};
  const model: PackedModel = {
    name: graph.name,
    latentSize,
    image,
    decoder: layers,
    end,
    ...channels
  };
  if (encoding === undefined) return {type: "packed", model, notes};
  const encoder = optional(notes, () => packedEncoder(encoding(), model));
  if (encoder === undefined) return {type: "packed", model, notes};
  if (encoder !== "tfjs") return {type: "packed", model: {...model, ...encoder}, notes};
  // One of dense layers and one of others run together in tfjs.
  const files = optional(notes, () => tfjsEncoder(encoding()));
  return {type: "tfjs", decoder: tfjsFiles(graph, {end, rowOrder}), encoder: files, notes};
}

/** Returns what an encoder is, or adds a note that says why it is left out. */
function optional<Value>(notes: string[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    notes.push(withoutEncoder(error));
    return undefined;
  }
}

/** Returns the sentence that says why an encoder is left out. */
export function withoutEncoder(error: unknown): string {
  return `The encoder is left out: ${(error as Error).message}`;
}

function tfjsFiles(graph: NetGraph, more: Partial<TfjsFiles>): TfjsFiles {
  return {name: graph.name, format: "layers", ...kerasTopology(graph), ...more};
}

/** Returns a network with only what is computed; see checkedLayers. */
function checked(graph: NetGraph, isKeras3: boolean | undefined): NetGraph {
  return isKeras3 === undefined ? checkedOperations(graph) : checkedLayers(graph, isKeras3);
}

/** Returns the layers between the input of an encoder and its moments. */
function encoderGraph({graph, isKeras3}: {graph: NetGraph; isKeras3?: boolean}) {
  const names = graph.outputs.map(({name}) => name);
  const moments = momentsAmong(graph.name, names);
  const places = moments.at === "halves" ? [0] : moments.at;
  const wanted = pruned(
    graph,
    places.map((place) => graph.outputs[place])
  );
  const layers = checked(wanted, isKeras3);
  const at: MomentPlaces["at"] = moments.at === "halves" ? "halves" : [0, 1];
  return {graph: layers, moments: {...moments, at}, inputScale: inputScale(layers)};
}

/** Returns what an encoder reads, where a rescaling at its start says it. */
function inputScale({nodes}: NetGraph): OutputScale | undefined {
  let at = nodes.findIndex(({type}) => type === "InputLayer");
  for (let steps = 0; steps < nodes.length; ++steps) {
    const next = nodes.findIndex(({inputs}) => inputs[0] === at);
    if (next === -1) return undefined;
    const {type, config} = nodes[next];
    if (type === "Rescaling") return Math.abs(Number(config.scale)) < 0.05 ? "0 to 255" : "means";
    if (!formOnly.has(type) && type !== "Permute") return undefined;
    at = next;
  }
  return undefined;
}

function tfjsEncoder(network: KnownNetwork): TfjsFiles {
  if ("files" in network) return network.files;
  const {graph, ...more} = encoderGraph(network);
  return tfjsFiles(graph, more);
}

function packedEncoder(network: KnownNetwork, {latentSize, image}: PackedModel) {
  if ("files" in network) return "tfjs";
  const {graph, moments, inputScale: scale} = encoderGraph(network);
  const encoder = encoderMlp(graph);
  if (encoder === undefined) return "tfjs";
  const [from, to] = [encoder[0].inputs, encoder.at(-1)!.units];
  const units = imageValues(image);
  if (from !== units || to !== 2 * latentSize) {
    const found = `${from} inputs and ${to / 2} latents`;
    throw invalidFile(graph.name, found, `${units} and ${latentSize}, as the decoder`);
  }
  return {encoder, moments, inputScale: scale, encoderOrder: inputOrder(inputShape(graph))};
}

function inputShape({nodes}: NetGraph): (number | null)[] {
  const input = nodes.find(({type}) => type === "InputLayer");
  return input === undefined ? [] : shapeOfInput(input);
}

/** Returns the sizes of the output without the batch, where the last layer says them. */
function reshapedTo({nodes, outputs}: NetGraph): number[] | undefined {
  const {type, config} = nodes[outputs[0].node];
  const shape = type === "Reshape" ? config.target_shape : undefined;
  const isWhole = Array.isArray(shape) && shape.every((size) => Number(size) > 0);
  return isWhole ? (shape as number[]) : undefined;
}

/** A model that the reader dropped, with what belongs to it; nothing in it runs yet. */
export interface DroppedModel {
  /** What the page calls it. */
  title: string;
  network: ReadModel;
  /** What the reader has said of it. */
  settings?: ModelSettings;
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
