import type {DecodedPng} from "fast-png";
import type {PngHeader} from "./png-chunks.js";

/** How many samples make a pixel. */
export const channels = {grey: 1, color: 3, palette: 1, "grey and alpha": 2, "color and alpha": 4};

/**
 * Returns what gives the red, green, blue and alpha of a pixel, in 8 bits each.
 *
 * @param png as fast-png leaves it: samples as they are stored
 */
export function pngSamples(
  {data, palette, transparency}: DecodedPng,
  {width, depth, color}: PngHeader
): (pixel: number) => number[] {
  const count = channels[color];
  const largest = 2 ** depth - 1;
  const lineBytes = Math.ceil((width * depth) / 8);
  const toByte = (value: number) => Math.round((255 * value) / largest);
  /** Samples of less than 8 bits lie packed, the first one in the highest bits. */
  function packed(pixel: number): number {
    const bit = (pixel % width) * depth;
    const byte = data[Math.floor(pixel / width) * lineBytes + (bit >> 3)];
    return (byte >> (8 - depth - (bit & 7))) & largest;
  }
  return (pixel) => {
    const at = pixel * count;
    const samples = depth < 8 ? [packed(pixel)] : Array.from(data.subarray(at, at + count));
    if (color === "palette") {
      const entry = palette?.[samples[0]];
      if (entry === undefined) throw new RangeError(`palette index ${samples[0]}`);
      return entry.length === 4 ? entry : [...entry, 255];
    }
    const isClear =
      transparency?.length === count && samples.every((s, i) => s === transparency[i]);
    const [first, ...rest] = samples.map(toByte);
    if (count <= 2) return [first, first, first, isClear ? 0 : (rest[0] ?? 255)];
    return [first, rest[0], rest[1], isClear ? 0 : (rest[2] ?? 255)];
  };
}
