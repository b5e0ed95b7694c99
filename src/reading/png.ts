import type {DecodedPng} from "fast-png";
import {decode} from "fast-png";
import {zlibSync} from "fflate";
import {joinBytes} from "../formats/bytes.js";
import type {Limits, NamedFile} from "./file.js";
import {invalidFile} from "./file.js";
import type {ChannelPixels} from "./channels.js";
import {greyOf} from "./channels.js";
import {inflateTo} from "./inflate.js";
import {checkSize} from "./own-images.js";

/** One image, in color where it has colors and they are wanted. */
export interface ReadPicture extends ChannelPixels {
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  /** Whether any pixel is colored. */
  isColor: boolean;
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
 * Returns a PNG in 8 bits, with how much each pixel covers where it is transparent; 16 bits are
 * rounded to 8.
 *
 * @param inGrey whether colors are turned to grey, by their luminance
 * @throws Error naming the file: too large, damaged, or a bomb
 */
export function readPng(file: NamedFile, limits: Limits, inGrey: boolean): ReadPicture {
  const {name} = file;
  const parts = pngParts(file);
  const {header, data, plain} = parts;
  const {width, height, depth, interlaced} = header;
  checkSize(name, `${width} × ${height} pixels`, {count: 1, width, height}, limits);
  try {
    // Unpacked once for its length alone: fast-png has no limit of its own.
    const raw = inflateTo(rawSize(header), data, "zlib");
    if (interlaced && depth < 8) {
      const sample = packedSamples(parts, raw);
      return {width, height, ...sampledPixels(sample, width * height, inGrey)};
    }
    const decoded = decode(plain, {checkCrc: true});
    // By far the most common kind needs no look at every pixel.
    if (header.color === "grey" && depth === 8 && decoded.transparency === undefined) {
      return {width, height, pixels: decoded.data as Uint8Array, channels: 1, isColor: false};
    }
    const sample = pngSamples(decoded, header);
    return {width, height, ...sampledPixels(sample, width * height, inGrey)};
  } catch (cause) {
    const found = `a picture that cannot be read (${(cause as Error).message})`;
    throw invalidFile(name, found, "a PNG that is not damaged", cause);
  }
}

function sampledPixels(
  sample: (pixel: number) => number[],
  count: number,
  inGrey: boolean
): Omit<ReadPicture, "width" | "height"> {
  const colors = new Uint8Array(3 * count);
  const alpha = new Uint8Array(count);
  let isColor = false;
  for (let i = 0; i < count; ++i) {
    const [red, green, blue, cover] = sample(i);
    isColor ||= red !== green || red !== blue;
    colors.set([red, green, blue], 3 * i);
    alpha[i] = cover;
  }
  const isKept = isColor && !inGrey;
  const grey = (_: number, i: number) =>
    Math.round(greyOf(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]));
  return {
    pixels: isKept ? colors : new Uint8Array(count).map(grey),
    channels: isKept ? 3 : 1,
    isColor,
    ...(alpha.every((cover) => cover === 255) ? {} : {alpha})
  };
}

/** The columns and rows of each pass of an interlaced picture. */
function passSizes({width, height}: PngHeader): {columns: number; rows: number}[] {
  return passes.map(([x, y, across, down]) => {
    const columns = Math.max(0, Math.ceil((width - x) / across));
    const rows = Math.max(0, Math.ceil((height - y) / down));
    return columns === 0 || rows === 0 ? {columns: 0, rows: 0} : {columns, rows};
  });
}

/**
 * Returns what pngSamples does for an interlaced picture of less than 8 bits a sample, which fast-png
 * takes for one of 8: each pass is a picture of its own, filters and all.
 */
function packedSamples({header, plain}: PngParts, raw: Uint8Array): (pixel: number) => number[] {
  const {width, height, depth} = header;
  const samples: number[][] = Array.from({length: width * height}, () => []);
  let at = 0;
  for (const [pass, {columns, rows}] of passSizes(header).entries()) {
    if (columns === 0) continue;
    const [x, y, across, down] = passes[pass];
    const length = rows * (1 + Math.ceil((columns * depth) / 8));
    const own = {...header, width: columns, height: rows, interlaced: false};
    const sample = pngSamples(decode(passPng(plain, own, raw.subarray(at, at + length))), own);
    for (let i = 0; i < columns * rows; ++i) {
      const row = y + down * Math.floor(i / columns);
      samples[row * width + x + across * (i % columns)] = sample(i);
    }
    at += length;
  }
  return (pixel) => samples[pixel];
}

/** Returns a PNG of one pass, with the palette and the transparency of the whole. */
function passPng(whole: Uint8Array, {width, height}: PngHeader, raw: Uint8Array): Uint8Array {
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const parts: Uint8Array[] = [whole.slice(0, SIGNATURE.length)];
  for (let at = SIGNATURE.length; at < whole.length;) {
    const end = at + AROUND + view.getUint32(at);
    const type = String.fromCharCode(...whole.subarray(at + 4, at + 8));
    const part = whole.slice(at, end);
    if (type === "IHDR") {
      const header = new DataView(part.buffer);
      header.setUint32(8, width);
      header.setUint32(12, height);
      header.setUint8(20, 0);
    }
    if (type === "IEND") parts.push(dataPart(zlibSync(raw, {level: 0})));
    if (type !== "IDAT") parts.push(part);
    at = end;
  }
  return joinBytes(parts);
}

function dataPart(content: Uint8Array): Uint8Array {
  const part = new Uint8Array(content.length + AROUND);
  new DataView(part.buffer).setUint32(0, content.length);
  part.set([0x49, 0x44, 0x41, 0x54], 4); // IDAT; its checksum is not looked at again
  part.set(content, 8);
  return part;
}

/** Returns how many bytes the picture unpacks to: lines of samples, each after its filter’s byte. */
function rawSize(header: PngHeader): number {
  const {width, height, depth, color, interlaced} = header;
  const lines = (columns: number, rows: number) =>
    columns === 0 ? 0 : rows * (1 + Math.ceil((columns * channels[color] * depth) / 8));
  if (!interlaced) return lines(width, height);
  return passSizes(header).reduce((sum, {columns, rows}) => sum + lines(columns, rows), 0);
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
const channels = {grey: 1, color: 3, palette: 1, "grey and alpha": 2, "color and alpha": 4};

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
