import type {Limits, NamedFile} from "./file.js";
import {invalidFile} from "./file.js";
import type {ReadPicture} from "./png.js";
import {looksLikePng, readPng} from "./png.js";
import {hasColor, pixelsInChannels} from "./channels.js";
import {checkSize} from "./own-images.js";

/** The kinds of pictures that are read: PNG here, the others by a browser’s own decoder. */
export type PictureKind = "PNG" | "JPEG" | "WebP" | "GIF" | "BMP";

/** A picture as a browser decodes it. */
export interface DecodedPicture {
  width: number;
  height: number;
  /** Red, green, blue and alpha of each pixel, 8 bits each. */
  data: Uint8ClampedArray;
}

/** Decodes a picture of a kind that is not read here. */
export type DecodePicture = (bytes: Uint8Array, type: string) => Promise<DecodedPicture>;

const text = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** Returns what kind of picture a file is by its first bytes; undefined if it is none. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  if (looksLikePng(bytes)) return "PNG";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "JPEG";
  if (text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 4) === "WEBP") return "WebP";
  if (/^GIF8[79]a/.test(text(bytes, 0, 6))) return "GIF";
  return text(bytes, 0, 2) === "BM" && bytes.length > 26 ? "BMP" : undefined;
}

interface PictureSize {
  width: number;
  height: number;
}

/**
 * Returns the size that a picture’s header states, before anything of it is decoded.
 *
 * @throws Error naming the file if its header is cut short
 */
export function pictureSize({name, bytes}: NamedFile): PictureSize {
  const kind = pictureKind(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (kind) {
      case "PNG":
        return {width: view.getUint32(16), height: view.getUint32(20)};
      case "GIF":
        return {width: view.getUint16(6, true), height: view.getUint16(8, true)};
      case "BMP":
        return {
          width: Math.abs(view.getInt32(18, true)),
          height: Math.abs(view.getInt32(22, true))
        };
      case "WebP":
        return webpSize(view, text(bytes, 12, 4));
      default:
        return jpegSize(view);
    }
  } catch (cause) {
    const found = `a header that cannot be read (${(cause as Error).message})`;
    throw invalidFile(name, found, `a whole ${kind} image; it may be cut short`, cause);
  }
}

function webpSize(view: DataView, form: string): PictureSize {
  if (form === "VP8X") {
    const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
    return {width: three(24), height: three(27)};
  }
  if (form === "VP8L") {
    const bits = view.getUint32(21, true);
    return {width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1};
  }
  return {width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff};
}

/** Frame headers of JPEG are 0xc0 … 0xcf, but for those of tables. */
function jpegSize(view: DataView): PictureSize {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) throw new Error(`no marker at byte ${at}`);
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return {width: view.getUint16(at + 7), height: view.getUint16(at + 5)};
    at += 2 + view.getUint16(at + 2);
  }
}

const types = {JPEG: "image/jpeg", WebP: "image/webp", GIF: "image/gif", BMP: "image/bmp"};

/**
 * Returns a promise to a picture, in color if it has any.
 *
 * @param inGrey whether colors are turned to grey
 * @param decode what reads other kinds than PNG; without it they are refused
 * @throws Error (as a rejection) naming the file: too large, damaged, or of another kind
 */
export async function readPicture(
  file: NamedFile,
  limits: Limits,
  {inGrey, decode}: {inGrey: boolean; decode: DecodePicture | undefined}
): Promise<ReadPicture> {
  const {name, bytes} = file;
  const kind = pictureKind(bytes);
  if (kind === undefined || kind === "PNG") return readPng(file, limits, inGrey);
  const {width, height} = pictureSize(file);
  checkPicture(name, {width, height}, limits);
  if (decode === undefined) throw undecodable(file)!;
  let decoded: DecodedPicture;
  try {
    decoded = await decode(bytes, types[kind]);
  } catch (cause) {
    const found = `a picture that cannot be read (${(cause as Error).message})`;
    throw invalidFile(name, found, `a ${kind} image that is not damaged`, cause);
  }
  // What the browser makes of it counts: a JPEG may say that it is to be turned.
  const size = {width: decoded.width, height: decoded.height};
  const pixels = new Uint8Array(decoded.data.buffer, decoded.data.byteOffset, decoded.data.length);
  const layout = {count: 1, ...size, channels: 4, channelsFirst: false, notes: []};
  const isColor = hasColor(pixels, layout);
  return {...size, isColor, ...pixelsInChannels(pixels, layout, isColor && !inGrey ? 3 : 1)};
}

/** Returns the error of a picture that only browsers decode; undefined of others. */
export function undecodable({name, bytes}: NamedFile): Error | undefined {
  const kind = pictureKind(bytes);
  if (kind === undefined || kind === "PNG") return undefined;
  const remedy = `PNG: mogrify -format png *${/\.\w+$/.exec(name)?.[0] ?? ""}`;
  return invalidFile(name, `a ${kind} image, which only browsers decode`, remedy);
}

/** Checks the size of a picture; the sentence says how to make it smaller. */
export function checkPicture(name: string, {width, height}: PictureSize, limits: Limits): void {
  const {side} = limits;
  if (width > side || height > side) {
    const found = `${width} × ${height} pixels`;
    throw invalidFile(name, found, `at most ${side} × ${side}: mogrify -resize 28x28! *.png`);
  }
  checkSize(name, `${width} × ${height} pixels`, {count: 1, width, height}, limits);
}
