import type {Decoder} from "../engine/decoder.js";
import {checkLatents, networkDecoder, networkEncoder, pixelsOfLogits} from "../engine/decoder.js";
import {openNetwork} from "../engine/open-network.js";
import type {TfjsNetwork, TfjsNetworkFiles} from "../engine/tfjs/network.js";
import {randomSource, standardNormals} from "../math/random.js";
import type {PackedModel} from "../reading/layers-mlp.js";
import type {ReadModel} from "../reading/model.js";
import {imageSize} from "../reading/model.js";
import type {ImageSize} from "../reading/own-images.js";
import {logitsTopology, momentsTopology} from "../reading/tfjs-model.js";

/** Points at which a decoder is tried before it is used. */
const TRIALS = 16;

/** Means are kept so far from 0 and 1, where a logit would be infinite; Keras does the same. */
const SMALLEST_MEAN = 1e-7;

/** What a decoder of the reader’s own is made of. */
interface OwnDecoderParts {
  /** What errors call it. */
  name: string;
  network: TfjsNetwork;
  /** Whether it is known to give logits; otherwise what it gives is looked at. */
  givesLogits: boolean;
  /** The size of images that it gives as rows of h·w. */
  size?: ImageSize;
  /** The backend that computes, such as “wasm”. */
  backend: string;
}

/** A decoder of the reader’s own. */
interface OwnDecoder extends Decoder {
  /** Returns what logits does, at once; only tfjs on this thread has it. */
  logitsNow?(z: Float32Array, count: number): Float32Array;
}

/**
 * Returns a promise to a decoder over a network that someone else made, once it has been tried on
 * some draws from the prior: what lies in [0, 1] for all of them are means, anything else logits.
 *
 * @throws Error (as a rejection) naming the network, a shape or a value and what was expected
 */
async function createOwnTfjsDecoder({
  name,
  network,
  givesLogits,
  size,
  backend
}: OwnDecoderParts): Promise<OwnDecoder & {output: "logits" | "mean"}> {
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
  if (said.length > 0 && !said.includes(null)) imageSize(name, said, size);
  const trial = standardNormals(randomSource(0), TRIALS * latentSize);
  const [{shape, values}] = await network.run(trial, TRIALS, [latentSize]);
  const {width, height} = imageSize(name, shape.slice(1), size);
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new Error(`invalid ${name}: it gives ${wrong} for a draw of z, expected finite numbers`);
  }
  const isMean = !givesLogits && values.every((value) => value >= 0 && value <= 1);
  const facts = {latentSize, width, height, engine: `tfjs-${backend}`};
  let disposed = false;

  function check(z: Float32Array, count: number): void {
    if (disposed) throw new Error(`the decoder of ${name} is disposed`);
    checkLatents(z, count, facts.latentSize);
  }

  async function run(z: Float32Array, count: number): Promise<Float32Array> {
    check(z, count);
    if (count === 0) return new Float32Array(0);
    // The caller may write into z while the network is at work.
    const [output] = await network.run(z.slice(), count, [facts.latentSize]);
    return output.values;
  }

  return {
    ...facts,
    output: isMean ? "mean" : "logits",
    async decode(z, count) {
      const output = await run(z, count);
      if (!isMean) return pixelsOfLogits(output);
      return Uint8ClampedArray.from(output, (mean) => 255 * mean);
    },
    async logits(z, count) {
      const output = await run(z, count);
      return isMean ? output.map(logit) : output;
    },
    logitsNow(z, count) {
      check(z, count);
      const [output] = network.runNow(z, count, [facts.latentSize]);
      return isMean ? output.values.map(logit) : output.values;
    },
    async hidden() {
      throw new Error(`the decoder of ${name} has layers of other kinds, so none counts as hidden`);
    },
    dispose() {
      if (!disposed) network.dispose();
      disposed = true;
    }
  };
}

function logit(mean: number): number {
  const inside = Math.min(1 - SMALLEST_MEAN, Math.max(SMALLEST_MEAN, mean));
  return Math.log(inside) - Math.log1p(-inside);
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
  /** Frees the weights of both. */
  dispose(): void;
}

/** What own models may compute with. */
interface OwnModelEngines {
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
  const {network, engine} = await openNetwork(portable);
  const facts = {latentSize, ...image, engine, portable};
  const note = `${name} runs in the engine “${engine}”; its last layer gives logits`;
  const drawing = networkDecoder(facts, network, async () => network);
  const own = {name, decoder: drawing, note, dispose: () => drawing.dispose()};
  if (encoder === undefined) return own;
  const encoding = await openNetwork({layers: encoder, kernel: module});
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
    import("../engine/tfjs/network.js"),
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

/** An encoder of the reader’s own: q(z|x), on whatever computes it. */
interface OwnEncoder {
  /**
   * Returns a promise to μ and log σ² of each image, both row-major [count, latentSize].
   *
   * @param x pixels in [0, 1], row-major [count, pixels]
   * @throws RangeError (as a rejection) if x has another length or a value that is not finite
   */
  encode(x: Float32Array, count: number): Promise<{mu: Float32Array; logVar: Float32Array}>;
}

/**
 * Returns a promise to an encoder over a network that someone else made, once it has been tried on
 * blank paper: its first two outputs have to be μ and log σ².
 *
 * @param facts the latents and the pixels of the decoder
 * @throws Error (as a rejection) naming the network, the shape and what was expected
 */
async function createOwnEncoder(
  name: string,
  network: TfjsNetwork,
  {latentSize, pixels}: {latentSize: number; pixels: number}
): Promise<OwnEncoder> {
  const shape = network.inputShape.map((one) => one ?? 1);
  const size = shape.reduce((product, one) => product * one, 1);
  if (size !== pixels) {
    const found = `inputs of shape [${network.inputShape.join(", ")}]`;
    throw new Error(`invalid ${name}: ${found}, expected ${pixels} pixels, as the decoder gives`);
  }
  const trial = await network.run(new Float32Array(pixels), 1, shape);
  const moments = trial.slice(0, 2).map((output) => output.values);
  if (moments.length < 2 || moments.some(({length}) => length !== latentSize)) {
    const found = trial.map((output) => `[${output.shape.slice(1).join(", ")}]`).join(" and ");
    const expected = `μ and log σ², each [${latentSize}] as the decoder reads`;
    throw new Error(`invalid ${name}: outputs of shape ${found}, expected ${expected}`);
  }
  if (moments.some((values) => values.some((value) => !Number.isFinite(value)))) {
    throw new Error(`invalid ${name}: it gives NaN for blank paper, expected finite numbers`);
  }
  return {
    async encode(x, count) {
      if (x.length !== count * pixels) {
        throw new RangeError(`invalid x: length ${x.length}, expected ${count * pixels}`);
      }
      const wrong = x.findIndex((value) => !Number.isFinite(value));
      if (wrong !== -1) {
        throw new RangeError(`invalid x: ${x[wrong]} at ${wrong}, expected finite numbers`);
      }
      const [mu, logVar] = await network.run(x.slice(), count, shape);
      return {mu: mu.values, logVar: logVar.values};
    }
  };
}
