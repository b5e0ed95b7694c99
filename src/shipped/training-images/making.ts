import type {SliceOptions} from "../../async/pace.js";
import {inSlices} from "../../async/pace.js";
import {handedOver} from "../../async/worker.js";
import type {Decoder} from "../../engine/decoder.js";
import type {Codes} from "../../formats/codes.js";
import {gunzip} from "../../formats/gunzip.js";
import {decodeImages} from "../../formats/images.js";
import {DISC_SIDE, discOf, discQuarter, inkDisc} from "../../math/drawn-discs.js";
import {permutation, randomSource, standardNormals} from "../../math/random.js";
import type {PageFile} from "../loader.js";
import {modelLoader} from "../loader.js";
import {REMEDY} from "../site-file.js";
import type {LoadedImages} from "./source.js";

/** Marks the random streams of one seed. */
const ORDER_STREAM = 0;
const NOISE_STREAM = 1;

/** Images that an engine decodes in a small part of a frame, where it is not the kernel. */
const PLAIN_SLICE = 8;
const KERNEL_SLICE = 64;

/** Options for dreamedImages. */
interface DreamedImagesOptions extends Omit<SliceOptions, "size"> {
  seed: number;
  /** The number of images to measure with; all others are to train on. */
  heldOut: number;
}

/**
 * Returns a promise to images that a decoder makes up: the mean of p(x|z) at one draw of z from
 * each recorded q(z|x), in 8 bits. They come in a random order, and the first are to measure
 * with; the labels are the classes of the images that the codes were recorded of.
 */
export async function dreamedImages(
  decoder: Pick<Decoder, "engine" | "width" | "height" | "decode">,
  codes: Codes,
  {seed, heldOut, ...options}: DreamedImagesOptions
): Promise<LoadedImages> {
  const {width, height, engine} = decoder;
  const {count} = codes;
  const size = width * height;
  const order = permutation(randomSource(seed, ORDER_STREAM), count);
  const z = posteriorDraws(codes, order, seed);
  const pixels = new Uint8Array(count * size);
  const decode = async (start: number, end: number) => {
    const part = z.subarray(start * codes.latentSize, end * codes.latentSize);
    pixels.set(await decoder.decode(part, end - start), start * size);
  };
  const slice = engine === "plain" ? PLAIN_SLICE : KERNEL_SLICE;
  await inSlices(count, decode, {size: slice, ...options});
  // Copies: what goes to a worker takes the whole of its buffer along.
  return {
    train: {pixels: pixels.slice(heldOut * size), count: count - heldOut},
    heldOut: {pixels: pixels.slice(0, heldOut * size), count: heldOut},
    width,
    height,
    labels: Uint8Array.from(order.subarray(0, heldOut), (i) => codes.labels[i])
  };
}

/** Returns one draw of each q(z|x), z = μ + σ ε, in an order: row-major [count, latentSize]. */
function posteriorDraws(
  {mu, logVar, latentSize}: Codes,
  order: Uint32Array,
  seed: number
): Float32Array {
  const z = standardNormals(randomSource(seed, NOISE_STREAM), order.length * latentSize);
  order.forEach((image, row) => {
    for (let j = 0; j < latentSize; ++j) {
      const [to, from] = [row * latentSize + j, image * latentSize + j];
      z[to] = mu[from] + Math.exp(logVar[from] / 2) * z[to];
    }
  });
  return z;
}

/** The reports of progress while images are made. */
const PARTS = 50;

/** The files of a model that dreams. */
interface Dream extends Pick<DreamedImagesOptions, "seed" | "heldOut"> {
  model: string;
  /** Those that are needed. */
  files: Partial<Record<PageFile, ArrayBuffer>>;
  /** Undefined for the plain loop. */
  kernel?: WebAssembly.Module;
}

/** What a worker that makes images to train on answers; it throws one sentence on why not. */
export interface ImageMakingSession {
  dream(dream: Dream, tell: Tell): Promise<LoadedImages>;
  draw(options: Omit<DrawnImagesOptions, "onProgress">, tell: Tell): Promise<LoadedImages>;
  unpack(file: {bytes: Uint8Array; name: string}): Promise<LoadedImages>;
}

/** One of its questions. */
export type ImageMakingRequest = {
  [Kind in keyof ImageMakingSession]: {type: Kind} & Parameters<ImageMakingSession[Kind]>[0];
}[keyof ImageMakingSession];

type Tell = (done: number, of: number) => void;

/** What a worker that makes images answers. */
export const imageMakingSession: ImageMakingSession = {
  async dream({model, files, kernel, seed, heldOut}, tell) {
    const loader = modelLoader(model, async (name) => files[name]!, {
      forced: kernel === undefined ? "plain" : undefined,
      kernel: async () => kernel!,
      startTfjs: () => Promise.reject(new Error("a model that dreams needs no tfjs"))
    });
    const [decoder, codes] = await Promise.all([loader.decoder(), loader.codes()]);
    const options = {seed, heldOut, onProgress: inParts(tell)};
    return withMemory(await dreamedImages(decoder, codes, options));
  },
  draw: async (options, tell) =>
    withMemory(await drawnImages({...options, onProgress: inParts(tell)})),
  unpack: async ({bytes, name}) => withMemory(await unpackedImages(bytes, name))
};

function withMemory(images: LoadedImages): LoadedImages {
  const buffers = [images.train.pixels.buffer, images.heldOut.pixels.buffer] as ArrayBuffer[];
  return handedOver(images, buffers);
}

/** Returns what tells only now and then. */
function inParts(tell: Tell): Tell {
  let told = 0;
  return (done, of) => {
    if (done * PARTS < (told + 1) * of) return;
    told = Math.floor((done * PARTS) / of);
    tell(done, of);
  };
}

/** Discs drawn at a time: some milliseconds. */
const SLICE = 500;

/** Options for drawnImages. */
interface DrawnImagesOptions extends Omit<SliceOptions, "size"> {
  seed: number;
  /** The number of images to train on. */
  train: number;
  /** The number of images to measure with. */
  heldOut: number;
}

/** Returns a promise to drawn discs: those to measure with follow those to train on. */
export async function drawnImages({
  seed,
  train,
  heldOut,
  ...options
}: DrawnImagesOptions): Promise<LoadedImages> {
  const size = DISC_SIDE * DISC_SIDE;
  const pixels = new Uint8Array((train + heldOut) * size);
  const labels = new Uint8Array(train + heldOut);
  const draw = (start: number, end: number) => {
    for (let i = start; i < end; ++i) {
      const disc = discOf(seed, i);
      inkDisc(pixels.subarray(i * size, (i + 1) * size), disc);
      labels[i] = discQuarter(disc);
    }
  };
  await inSlices(train + heldOut, draw, {size: SLICE, ...options});
  // Copies: what goes to a worker takes the whole of its buffer along.
  return {
    train: {pixels: pixels.slice(0, train * size), count: train},
    heldOut: {pixels: pixels.slice(train * size), count: heldOut},
    width: DISC_SIDE,
    height: DISC_SIDE,
    labels: labels.slice(train)
  };
}

/**
 * Returns a promise to the images of a file that the site carries, packed or not.
 *
 * @throws Error (as a rejection) that names the file and what to do if it is damaged
 */
async function unpackedImages(packed: Uint8Array, name: string): Promise<LoadedImages> {
  try {
    const images = decodeImages(await gunzip(packed, name));
    const {width, height, labels} = images;
    const some = (pixels: Uint8Array) => ({pixels, count: pixels.length / (width * height)});
    // Copies of what is small: what goes to a worker takes the whole of its buffer along.
    return {
      train: some(images.train),
      heldOut: some(images.heldOut.slice()),
      width,
      height,
      labels: labels.slice()
    };
  } catch (cause) {
    throw new Error(`altered file ${name}: ${(cause as Error).message}; ${REMEDY}`, {cause});
  }
}
