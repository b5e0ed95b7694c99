import {checkLatents, type Decoder} from "./decoder.js";
import type {SheetShape} from "./sheet-strip.js";

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
export type DecoderFacts = Pick<Decoder, "latentSize" | "width" | "height" | "engine" | "portable">;

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
    if (disposed) throw new Error("the decoder is disposed");
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
