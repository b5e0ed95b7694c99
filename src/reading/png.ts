import type {DecodedPng} from "fast-png";
import {decode} from "fast-png";
import {joinBytes} from "../formats/bytes.js";
import type {Limits, NamedFile} from "./file.js";
import {invalidFile} from "./file.js";
import {inflateTo} from "./inflate.js";
import {checkSize} from "./own-images.js";

/** One grey image. */
interface GreyImage {
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

/** What the header of a PNG says. */
interface PngHeader {
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  /** The bits of one sample: 1, 2, 4, 8 or 16. */
  depth: number;
  /** What a pixel is made of. */
  color: "grey" | "color" | "palette" | "grey and alpha" | "color and alpha";
  interlaced: boolean;
}

/** The parts of a PNG that make its picture. */
interface PngParts {
  header: PngHeader;
  /** The compressed picture, joined. */
  data: Uint8Array;
  /** The file with nothing in it but the picture: no text, no profile, no time. */
  plain: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEADER_SIZE = 13;
/** The length, the type and the CRC-32 around a chunk’s content. */
const AROUND = 12;

const colors = new Map<number, [PngHeader["color"], depths: number[]]>([
  [0, ["grey", [1, 2, 4, 8, 16]]],
  [2, ["color", [8, 16]]],
  [3, ["palette", [1, 2, 4, 8]]],
  [4, ["grey and alpha", [8, 16]]],
  [6, ["color and alpha", [8, 16]]]
]);

/** Returns whether a file starts as a PNG does. */
export function looksLikePng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/**
 * Returns the parts of a PNG that make its picture. Others are dropped unread: what they hold may
 * be compressed too, and unpack to anything.
 *
 * @throws Error naming the file if it ends early or its header is not one
 */
function pngParts({name, bytes}: NamedFile): PngParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE.length)];
  const data: Uint8Array[] = [];
  let header: PngHeader | undefined;
  for (let at = SIGNATURE.length; ;) {
    if (at + AROUND > bytes.length) {
      throw invalidFile(name, `its end at byte ${bytes.length}`, "a whole PNG; it is cut short");
    }
    const length = view.getUint32(at);
    const end = at + AROUND + length;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) {
      const found = `a part of ${length} bytes at byte ${at}`;
      throw invalidFile(name, found, `it within its ${bytes.length} bytes`);
    }
    const isHeader = type === "IHDR";
    if ((header === undefined) !== isHeader || (isHeader && length !== HEADER_SIZE)) {
      throw invalidFile(name, `${JSON.stringify(type)} of ${length} bytes`, "one header, first");
    }
    header ??= parseHeader(view, at + 8, name);
    if (type === "IDAT") data.push(bytes.subarray(at + 8, end - 4));
    if (/^(IHDR|PLTE|tRNS|IDAT|IEND)$/.test(type)) kept.push(bytes.subarray(at, end));
    if (type === "IEND") return {header, data: joinBytes(data), plain: joinBytes(kept)};
    at = end;
  }
}

function parseHeader(view: DataView, at: number, name: string): PngHeader {
  const depth = view.getUint8(at + 8);
  const type = view.getUint8(at + 9);
  const [color, depths] = colors.get(type) ?? [undefined, []];
  if (color === undefined || !depths.includes(depth)) {
    throw invalidFile(name, `color type ${type} with ${depth} bits`, "one that PNG defines");
  }
  const interlaced = view.getUint8(at + 12) === 1;
  return {width: view.getUint32(at), height: view.getUint32(at + 4), depth, color, interlaced};
}

/** How many samples make a pixel. */
export const channels = {grey: 1, color: 3, palette: 1, "grey and alpha": 2, "color and alpha": 4};

/**
 * Returns what gives the red, green, blue and alpha of a pixel, in 8 bits each.
 *
 * @param png as fast-png leaves it: samples as they are stored
 */
function pngSamples(
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
