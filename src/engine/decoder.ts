import type {ImageSize} from "../formats/image-size.js";
import type {PortableNetwork} from "./open-network.js";
import type {SheetShape} from "./sheets/strip.js";

/** What turns latent points into images: p(x|z) of one model, on some engine. */
export interface Decoder extends Readonly<ImageSize> {
  readonly latentSize: number;
  /** What computes: “kernel”, “plain”, “tfjs-wasm” or “tfjs-cpu”. */
  readonly engine: string;
  /** What a worker needs to compute the same pixels; undefined if only this thread can. */
  readonly portable?: PortableNetwork;
  /**
   * Returns a promise to the mean of every pixel, in 8 bits: 0 is no ink, 255 is full ink; of each
   * channel of a colored one, 0 is dark, 255 is light.
   * Calls are computed in the order in which they were made.
   *
   * @param z row-major, [count, latentSize]; it may be changed once the call has returned
   * @returns row-major, [count, height × width × channels]
   * @throws RangeError (as a rejection) if z has another length or a value that is not finite
   */
  decode(z: Float32Array, count: number): Promise<Uint8ClampedArray>;
  /**
   * Returns a promise to the logit of every pixel, of which the mean is the sigmoid; the
   * arguments, the order and the errors are those of decode.
   */
  logits(z: Float32Array, count: number): Promise<Float32Array>;
  /**
   * Returns a promise to the activations of the last hidden layer, row-major [count, units]; the
   * arguments, the order and the errors are those of decode.
   */
  hidden(z: Float32Array, count: number): Promise<Float32Array>;
  /** Frees the weights; calls after this are rejected. */
  dispose(): void;
}

/**
 * Checks the arguments of decode and logits.
 *
 * @throws RangeError naming the argument, its value and what was expected
 */
export function checkLatents(z: Float32Array, count: number, latentSize: number): void {
  if (!(Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`invalid count: ${count}, expected an integer ≥ 0`);
  }
  if (z.length !== count * latentSize) {
    throw new RangeError(`invalid z: length ${z.length}, expected ${count * latentSize}`);
  }
  const wrong = z.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) {
    throw new RangeError(`invalid z: ${z[wrong]} at ${wrong}, expected finite numbers`);
  }
}

/** Returns 8-bit pixels, 255 · sigmoid(logit), rounded. */
export function pixelsOfLogits(logits: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(logits.length);
  // A loop: Uint8ClampedArray.from takes several times as long, and a sheet has a million pixels.
  for (let i = 0; i < logits.length; ++i) pixels[i] = 255 / (1 + Math.exp(-logits[i]));
  return pixels;
}

/** Returns 8-bit pixels, 255 · mean, rounded. */
export function pixelsOfMeans(means: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from(means, (mean) => 255 * mean);
}

/** A stack of dense layers that computes at once; its arguments are checked by who calls it. */
export interface Network {
  /** Returns 8-bit pixels, round(255·sigmoid(logit)), row-major [count, units of the last layer]. */
  pixels(z: Float32Array, count: number): Uint8ClampedArray<ArrayBuffer>;
  /** Writes the pixels as one strip of a sheet, in RGBA, one word each; see paintStrip. */
  paint(z: Float32Array, count: number, shape: SheetShape, rgba: Uint32Array): void;
  /** Returns the last layer's numbers, likewise. */
  logits(z: Float32Array, count: number): Float32Array<ArrayBuffer>;
  /** Returns the activations of the last hidden layer, likewise. */
  hidden(z: Float32Array, count: number): Float32Array<ArrayBuffer>;
}

/** What a decoder is, beside its network. */
type DecoderFacts = Pick<
  Decoder,
  "latentSize" | "width" | "height" | "channels" | "engine" | "portable"
>;

/**
 * Returns a decoder over a network that shows pixels and one that gives numbers: pixels may come
 * from 8-bit weights, numbers should not.
 */
export function networkDecoder(
  facts: DecoderFacts,
  pictures: Network,
  numbers: () => Promise<Network>
): Decoder {
  let disposed = false;
  function check(z: Float32Array, count: number): void {
    if (disposed) throw new Error("the decoder is disposed; open its model again");
    checkLatents(z, count, facts.latentSize);
  }
  return {
    ...facts,
    async decode(z, count) {
      check(z, count);
      return pictures.pixels(z, count);
    },
    async logits(z, count) {
      check(z, count);
      const points = z.slice();
      return (await numbers()).logits(points, count);
    },
    async hidden(z, count) {
      check(z, count);
      const points = z.slice();
      return (await numbers()).hidden(points, count);
    },
    dispose() {
      disposed = true;
    }
  };
}

/** What turns images into posteriors, q(z|x) of one model, at once and on this thread. */
export interface Encoder {
  /**
   * Returns μ and log σ² of q(z|x) = N(μ, diag σ²) for each image, both row-major
   * [count, latentSize].
   *
   * @param x pixels in [0, 1], row-major [count, pixels]
   * @throws RangeError if x has another length or a value that is not finite
   */
  encode(x: Float32Array, count: number): {mu: Float32Array; logVar: Float32Array};
}

/**
 * Returns an encoder over a network whose last layer gives μ and log σ² side by side.
 *
 * @param inputSize the number of pixels of an image
 */
export function networkEncoder(
  {inputSize, latentSize}: {inputSize: number; latentSize: number},
  network: Pick<Network, "logits">
): Encoder {
  return {
    encode(x, count) {
      if (x.length !== count * inputSize) {
        throw new RangeError(`invalid x: length ${x.length}, expected ${count * inputSize}`);
      }
      const wrong = x.findIndex((value) => !Number.isFinite(value));
      if (wrong !== -1) {
        throw new RangeError(`invalid x: ${x[wrong]} at ${wrong}, expected finite numbers`);
      }
      const both = network.logits(x, count);
      const mu = new Float32Array(count * latentSize);
      const logVar = new Float32Array(count * latentSize);
      for (let row = 0; row < count; ++row) {
        const [from, middle] = [2 * row * latentSize, (2 * row + 1) * latentSize];
        mu.set(both.subarray(from, middle), row * latentSize);
        logVar.set(both.subarray(middle, middle + latentSize), row * latentSize);
      }
      return {mu, logVar};
    }
  };
}
