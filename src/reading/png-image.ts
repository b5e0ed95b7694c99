import {decode} from "fast-png";
import {checkSize} from "./array-shape.js";
import {inflateTo} from "./inflate.js";
import type {Limits} from "./limits.js";
import {invalidFile, type NamedFile} from "./named-file.js";
import {pngParts, type PngHeader} from "./png-chunks.js";
import {channels, pngSamples} from "./png-samples.js";

/** One grey image. */
export interface GreyImage {
  name: string;
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  /** Row-major; 0 is black, 255 is white. */
  pixels: Uint8Array;
}

/** Where the passes of an interlaced PNG (Adam7) start, and their steps. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2]
];

/**
 * Returns a PNG as 8-bit grey. Colour types will do if what they show is grey and opaque; 16 bits
 * are rounded to 8.
 *
 * @throws Error naming the file: too large, in colour, transparent, damaged, or a bomb
 */
export function greyPng(file: NamedFile, limits: Limits): GreyImage {
  const {name} = file;
  const {header, data, plain} = pngParts(file);
  const {width, height, depth, interlaced} = header;
  checkSize(name, `${width} × ${height} pixels`, {count: 1, width, height}, limits);
  if (interlaced && depth < 8) {
    throw invalidFile(
      name,
      `interlaced with ${depth} bits a pixel`,
      "it saved without interlacing"
    );
  }
  let pixels: Uint8Array;
  let clash: string | undefined;
  try {
    // Unpacked once for its length alone: fast-png has no limit of its own.
    inflateTo(rawSize(header), data, "zlib");
    [pixels, clash] = greyPixels(plain, header);
  } catch (cause) {
    const found = `a picture that cannot be read (${(cause as Error).message})`;
    throw invalidFile(name, found, "a PNG that is not damaged", cause);
  }
  if (clash !== undefined) throw invalidFile(name, clash, "an opaque grey image");
  return {name, width, height, pixels};
}

/** Returns the pixels, and what about them is not grey and opaque. */
function greyPixels(png: Uint8Array, header: PngHeader): [Uint8Array, clash?: string] {
  const decoded = decode(png, {checkCrc: true});
  const {width, height, depth, color} = header;
  // By far the most common kind needs no look at every pixel.
  if (color === "grey" && depth === 8 && decoded.transparency === undefined) {
    return [decoded.data as Uint8Array];
  }
  const pixels = new Uint8Array(width * height);
  const sample = pngSamples(decoded, header);
  for (let i = 0; i < pixels.length; ++i) {
    const [red, green, blue, alpha] = sample(i);
    const place = `row ${Math.floor(i / width)}, column ${i % width}`;
    if (red !== green || red !== blue)
      return [pixels, `color ${red}, ${green}, ${blue} at ${place}`];
    if (alpha !== 255) return [pixels, `transparency at ${place}`];
    pixels[i] = red;
  }
  return [pixels];
}

/** Returns how many bytes the picture unpacks to: lines of samples, each after its filter’s byte. */
function rawSize({width, height, depth, color, interlaced}: PngHeader): number {
  const lines = (columns: number, rows: number) =>
    columns === 0 ? 0 : rows * (1 + Math.ceil((columns * channels[color] * depth) / 8));
  if (!interlaced) return lines(width, height);
  return passes.reduce((sum, [x, y, across, down]) => {
    const columns = Math.max(0, Math.ceil((width - x) / across));
    return sum + lines(columns, Math.max(0, Math.ceil((height - y) / down)));
  }, 0);
}
