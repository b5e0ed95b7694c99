import {sheetPixels} from "./components/picture.js";
import type {Decoder} from "./engine/decoder.js";
import {priorSamples} from "./math/random.js";

/** A sheet of images, and the points that they are decoded from. */
export interface SampleSheet {
  /** 8 bits, row-major, side · width pixels wide. */
  pixels: Uint8ClampedArray;
  /** Row-major, [side², latentSize], row by row of the sheet. */
  z: Float32Array;
}

/**
 * Returns a promise to a sheet of side × side images, each the mean of p(x|z) at a draw of z from
 * the prior.
 */
export async function sampleSheet(
  decoder: Pick<Decoder, "latentSize" | "width" | "height" | "decode">,
  seed: number,
  side: number
): Promise<SampleSheet> {
  const z = priorSamples(seed, side * side, decoder.latentSize);
  return {pixels: sheetPixels(await decoder.decode(z, side * side), side, decoder), z};
}
