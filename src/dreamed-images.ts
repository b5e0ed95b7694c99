import type {SliceOptions} from "./async/pace.js";
import {inSlices} from "./async/pace.js";
import type {Decoder} from "./engine/decoder.js";
import type {Codes} from "./formats/codes.js";
import {permutation, randomSource, standardNormals} from "./math/random.js";
import type {LoadedImages} from "./training-source.js";

/** Marks the random streams of one seed. */
const ORDER_STREAM = 0;
const NOISE_STREAM = 1;

/** Images that an engine decodes in a small part of a frame, where it is not the kernel. */
const PLAIN_SLICE = 8;
const KERNEL_SLICE = 64;

/** Options for dreamedImages. */
export interface DreamedImagesOptions extends Omit<SliceOptions, "size"> {
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
