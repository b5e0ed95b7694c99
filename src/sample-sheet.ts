import {sheetPixels} from "./components/sheet.js";
import type {Decoder} from "./engine/decoder.js";
import {priorSamples} from "./vae/prior-samples.js";

/**
 * Returns a promise to a sheet of side × side images, each the mean of p(x|z) at a draw of z from
 * the prior: row-major, side · width pixels wide.
 */
export async function sampleSheet(
  decoder: Pick<Decoder, "latentSize" | "width" | "height" | "decode">,
  seed: number,
  side: number
): Promise<Uint8ClampedArray> {
  const z = priorSamples(seed, side * side, decoder.latentSize);
  return sheetPixels(await decoder.decode(z, side * side), side, decoder);
}
