import {joinBytes} from "../formats/bytes.js";
import type {NamedFile} from "./named-file.js";
import {invalidFile} from "./named-file.js";

/** What the header of a PNG says. */
export interface PngHeader {
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
export interface PngParts {
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
export function pngParts({name, bytes}: NamedFile): PngParts {
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
