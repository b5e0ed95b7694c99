import {importLater} from "../async/once.js";
import type {Decoder} from "../engine/decoder.js";
import {checkLatents, networkDecoder, networkEncoder, pixelsOfMeans} from "../engine/decoder.js";
import {openNetwork} from "../engine/open-network.js";
import type {TfjsNetwork, TfjsNetworkFiles} from "../engine/tfjs/network.js";
import type {OutputScale} from "../formats/output-scale.js";
import {logitsOf, meansOf, scaledInputs} from "../formats/output-scale.js";
import {randomSource, standardNormals} from "../math/random.js";
import type {ChannelOrder} from "../reading/channel-order.js";
import {
  decoderChannelsLast,
  encoderChannelsLast,
  orderNote,
  outputImage,
  withChannelsLast
} from "../reading/channel-order.js";
import {logitsEnd} from "../reading/decoder-end.js";
import type {PackedModel} from "../reading/layers-mlp.js";
import type {ModelSettings, ReadModel} from "../reading/model.js";
import {withoutEncoder} from "../reading/model.js";
import type {TfjsFiles} from "../reading/tfjs-model.js";
import type {ImageSize} from "../formats/image-size.js";
import {imageSizeOf, imageValues} from "../formats/image-size.js";
import type {HiddenActivation, OwnLayer} from "../reading/own-layers.js";
import {kernelLayers, namedActivation, numeric, packLayer} from "../reading/own-layers.js";
import type {OwnEncoder} from "./encoder.js";
import {createOwnEncoder, momentsNote, orderedMoments} from "./encoder.js";
import {scaleOf} from "./scale.js";

/** Points at which a decoder is tried before it is used. */
const TRIALS = 16;

/** A decoder of the reader’s own. */
interface OwnDecoder extends Decoder {
  /** Returns what logits does, at once; only tfjs on this thread has it. */
  logitsNow?(z: Float32Array, count: number): Float32Array;
}

/** What is taken for granted of a model, which its reader may correct. */
export interface Assumptions {
  /** What the last layer gives. */
  scale: OutputScale;
  /** Why: in words that follow “its numbers”. */
  isScaleCertain: boolean;
  /** What the hidden layers do, where no file says it. */
  hidden?: HiddenActivation;
  /** Whether the encoder gives log σ² first, where no name says it. */
  isSwapped?: boolean;
  /** How the channels of colored images lie, where no shape says it. */
  order?: ChannelOrder;
}

/** A model that the reader dropped, ready to draw. */
export interface OwnModel {
  /** The file that it came from. */
  name: string;
  /** It has a portable network, for workers, where it is of dense layers alone. */
  decoder: OwnDecoder;
  encoder?: OwnEncoder;
  /** What computes it and what its last layer is taken for, in a sentence. */
  note: string;
  /** What else the reader has to know, in sentences. */
  notes: string[];
  assumptions: Assumptions;
  /** Frees the weights of both. */
  dispose(): void;
}

/** What own models may compute with. */
interface OwnModelEngines {
  /** Returns a promise to the decoding kernel, which is rejected where it cannot run. */
  kernel: () => Promise<WebAssembly.Module>;
  /** Makes tfjs ready to compute, and returns a promise to the backend that runs. */
  startTfjs: () => Promise<string>;
  /** The size of images that a decoder gives as rows; without it they are squares. */
  size?: ImageSize;
}

/**
 * Returns a promise to a model that runs: in our own engines where it is of dense layers alone,
 * otherwise in tfjs, which is fetched only then.
 *
 * @param settings what the reader has said of it
 * @throws Error (as a rejection) in one sentence naming the network and what does not fit
 */
export async function openOwnModel(
  read: ReadModel,
  engines: OwnModelEngines,
  settings: ModelSettings = {}
): Promise<OwnModel> {
  const {notes = []} = read;
  if (read.type === "packed") return openPacked(read.model, notes, engines, settings);
  return openTfjs(read, notes, engines, settings);
}

function checkTrial(name: string, trial: Float32Array): void {
  const wrong = trial.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return;
  throw new Error(`invalid ${name}: it gives ${wrong} for a draw of z, expected finite numbers`);
}

async function openPacked(
  model: PackedModel,
  notes: string[],
  {kernel}: OwnModelEngines,
  settings: ModelSettings
): Promise<OwnModel> {
  // A model that a browser kept before models said how they end gives logits.
  const {name, latentSize, image, end = logitsEnd, isHiddenAssumed = false} = model;
  const module = await kernel().catch(() => undefined);
  const hidden = isHiddenAssumed ? (settings.hidden ?? "relu") : undefined;
  const {order, assumed} = channelsOf(model, image, settings);
  const decoder = decoderChannelsLast(name, saidLayers(model.decoder, hidden), order);
  const trial = standardNormals(randomSource(0), TRIALS * latentSize);
  const bare = await openNetwork({layers: kernelLayers(name, decoder), kernel: module});
  const numbers = bare.network.logits(trial, TRIALS);
  checkTrial(name, numbers);
  const {scale, isCertain, why} = scaleOf(end, numbers, settings.scale);
  const portable = {...portableLayers(name, decoder, scale), kernel: module};
  const {network, engine} = await openNetwork(portable);
  const facts = {latentSize, ...image, engine, portable};
  const note = `${name} runs in the engine “${engine}”; ${why}`;
  const drawing = networkDecoder(facts, network, async () => network);
  const assumptions: Assumptions = {scale, isScaleCertain: isCertain, hidden, ...assumed};
  const said = [...notes, ...(assumed.order === undefined ? [] : [orderNote(assumed.order)])];
  const own = {
    name,
    decoder: drawing,
    note,
    notes: said,
    assumptions,
    dispose: () => drawing.dispose()
  };
  if (model.encoder === undefined) return own;
  const reading = model.encoderOrder ?? order;
  const inward = encoderChannelsLast(name, saidLayers(model.encoder, hidden), reading);
  const layers = kernelLayers(name, inward);
  const encoding = await openNetwork({layers, kernel: module});
  const inputSize = imageValues(image);
  const {encode} = networkEncoder({inputSize, latentSize}, encoding.network);
  const moments = model.moments ?? {at: [0, 1], second: "logVar", isNamed: true};
  const isSwapped = settings.isSwapped ?? false;
  return {
    ...own,
    notes: [...said, ...momentsNote(moments, isSwapped)],
    assumptions: {...assumptions, ...(moments.isNamed ? {} : {isSwapped})},
    encoder: {
      async encode(x, count) {
        const both = encode(scaledInputs(x, model.inputScale ?? scale), count);
        return orderedMoments(both, moments, isSwapped);
      }
    }
  };
}

/**
 * Returns how the channels of a model’s images lie; what of it is assumed, and may be said otherwise,
 * stands apart.
 */
function channelsOf(
  {order, rowOrder = "channels last"}: Pick<PackedModel, "order" | "rowOrder">,
  {channels}: ImageSize,
  settings: ModelSettings
): {order?: ChannelOrder; assumed: Pick<Assumptions, "order">} {
  if (channels !== 3 || order !== undefined) return {order, assumed: {}};
  const taken = settings.order ?? rowOrder;
  return {order: taken, assumed: {order: taken}};
}

/** Returns layers whose hidden activation was assumed, with the one that it is taken for. */
function saidLayers(layers: readonly OwnLayer[], hidden: HiddenActivation | undefined): OwnLayer[] {
  if (hidden === undefined) return [...layers];
  return layers.map((layer, i) =>
    i === layers.length - 1 ? layer : {...layer, activation: namedActivation(hidden)}
  );
}

/** Returns what workers compute: (tanh(a) + 1) / 2 is sigmoid(2a), so that 2a is a logit, exact. */
function portableLayers(name: string, layers: readonly OwnLayer[], scale: OutputScale) {
  const last = layers.at(-1)!;
  if (scale !== "-1 to 1" || last.activation !== "tanh") {
    return {layers: kernelLayers(name, layers), scale: scale === "logits" ? undefined : scale};
  }
  const {inputs, units, kernel, bias} = numeric(last);
  const twice = (values: Float32Array) => values.map((value) => 2 * value);
  const numbers = {kernel: twice(kernel), bias: twice(bias)};
  const logits = packLayer(name, {inputs, units, activation: "linear" as const, ...numbers});
  return {layers: kernelLayers(name, [...layers.slice(0, -1), logits]), scale: undefined};
}

/** What a decoder of the reader’s own is made of. */
interface OwnDecoderParts {
  files: TfjsFiles;
  network: TfjsNetwork;
  /** The size of images that it gives as rows. */
  size?: ImageSize;
  settings: ModelSettings;
  /** The backend that computes, such as “wasm”. */
  backend: string;
}

/**
 * Returns a promise to a decoder over a network that someone else made, once it has been tried on
 * some draws from the prior.
 *
 * @throws Error (as a rejection) naming the network, a shape or a value and what was expected
 */
async function createOwnTfjsDecoder({
  files: {name, end, rowOrder},
  network,
  size,
  settings,
  backend
}: OwnDecoderParts) {
  const [latentSize, ...more] = network.inputShape;
  if (typeof latentSize !== "number" || more.length > 0) {
    const found = `inputs of shape [${network.inputShape.join(", ")}]`;
    throw new Error(`invalid ${name}: ${found}, expected [d], the latents z`);
  }
  const [said, ...others] = network.outputShapes;
  if (said === undefined || others.length > 0) {
    const found = `${network.outputShapes.length} outputs`;
    throw new Error(`invalid ${name}: ${found}, expected 1, the pixels`);
  }
  // Before it is run: it could be anything, and take the memory for it.
  if (said.length > 0 && !said.includes(null)) outputImage(name, said, size);
  const trial = standardNormals(randomSource(0), TRIALS * latentSize);
  const [{shape, values}] = await network.run(trial, TRIALS, [latentSize]);
  const {image, order: shapeOrder} = outputImage(name, shape.slice(1), size);
  const pixels = imageValues(image);
  if (pixels === latentSize) {
    const found = `${latentSize} numbers in and as many out, a whole auto-encoder`;
    throw new Error(`invalid ${name}: ${found}, expected its decoder alone, saved as a model`);
  }
  checkTrial(name, values);
  const {scale, isCertain, why} = scaleOf(end, values, settings.scale);
  const {order, assumed} = channelsOf({order: shapeOrder, rowOrder}, image, settings);
  const facts = {latentSize, ...imageSizeOf(image), engine: `tfjs-${backend}`};
  let disposed = false;
  function check(z: Float32Array, count: number): void {
    if (disposed) throw new Error(`the decoder of ${name} is disposed; open its model again`);
    checkLatents(z, count, facts.latentSize);
  }
  async function run(z: Float32Array, count: number): Promise<Float32Array> {
    check(z, count);
    if (count === 0) return new Float32Array(0);
    // The caller may write into z while the network is at work.
    const [output] = await network.run(z.slice(), count, [facts.latentSize]);
    return withChannelsLast(output.values, pixels, order);
  }
  const decoder: OwnDecoder = {
    ...facts,
    async decode(z, count) {
      return pixelsOfMeans(meansOf(await run(z, count), scale));
    },
    async logits(z, count) {
      return logitsOf(await run(z, count), scale);
    },
    logitsNow(z, count) {
      check(z, count);
      const [output] = network.runNow(z, count, [facts.latentSize]);
      return logitsOf(withChannelsLast(output.values, pixels, order), scale);
    },
    async hidden() {
      throw new Error(`the decoder of ${name} has layers of other kinds, so none counts as hidden`);
    },
    dispose() {
      if (!disposed) network.dispose();
      disposed = true;
    }
  };
  return {decoder, order, scale, isCertain, why, assumed};
}

async function openTfjs(
  {decoder: files, encoder: encoderFiles}: ReadModel & {type: "tfjs"},
  notes: string[],
  {startTfjs, size}: OwnModelEngines,
  settings: ModelSettings
): Promise<OwnModel> {
  const {name} = files;
  const [{openTfjsNetwork}, backend] = await Promise.all([
    importLater(() => import("../engine/tfjs/network.js"), "TensorFlow.js"),
    startTfjs()
  ]);
  const opened: TfjsNetwork[] = [];
  const free = () => opened.forEach((network) => network.dispose());
  const open = async (one: TfjsNetworkFiles) => {
    const network = await openTfjsNetwork(one);
    opened.push(network);
    return network;
  };
  try {
    const network = await open(files);
    const parts = {files, network, size, settings, backend};
    const {decoder, order, scale, isCertain, why, assumed} = await createOwnTfjsDecoder(parts);
    const note = `${name} runs in TensorFlow.js (${backend}); ${why}`;
    const dispose = () => {
      decoder.dispose();
      free();
    };
    const assumptions: Assumptions = {scale, isScaleCertain: isCertain, ...assumed};
    const said = [...notes, ...(assumed.order === undefined ? [] : [orderNote(assumed.order)])];
    const own = {name, decoder, note, notes: said, assumptions, dispose};
    if (encoderFiles === undefined) return own;
    const facts = {latentSize: decoder.latentSize, pixels: imageValues(decoder), scale, order};
    const isSwapped = settings.isSwapped ?? false;
    try {
      const encoding = await open(encoderFiles);
      const encoder = await createOwnEncoder(encoderFiles, encoding, {...facts, isSwapped});
      const moments = encoder.moments;
      return {
        ...own,
        encoder,
        notes: [...said, ...momentsNote(moments, isSwapped)],
        assumptions: {...assumptions, ...(moments.isNamed ? {} : {isSwapped})}
      };
    } catch (error) {
      // The decoder is of use without it.
      opened.slice(1).forEach((one) => one.dispose());
      return {...own, notes: [...said, withoutEncoder(error)]};
    }
  } catch (error) {
    free();
    throw error;
  }
}
