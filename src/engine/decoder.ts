import type {PortableNetwork} from "./portable-network.js";

/** What turns latent points into images: p(x|z) of one model, on some engine. */
export interface Decoder {
  readonly latentSize: number;
  /** The image width, in pixels. */
  readonly width: number;
  /** The image height, in pixels. */
  readonly height: number;
  /** What computes: “kernel”, “plain”, “tfjs-wasm” or “tfjs-cpu”. */
  readonly engine: string;
  /** What a worker needs to compute the same pixels; undefined if only this thread can. */
  readonly portable?: PortableNetwork;
  /**
   * Returns a promise to the mean of every pixel, in 8 bits: 0 is no ink, 255 is full ink.
   * Calls are computed in the order in which they were made.
   *
   * @param z row-major, [count, latentSize]; it may be changed once the call has returned
   * @returns row-major, [count, height × width]
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
