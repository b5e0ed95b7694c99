import {deflateSync} from "node:zlib";
import {crc32} from "../../src/formats/bytes.js";

/** Returns a PNG made of parts; a header is width, height, then five bytes. */
export function rawPng(parts: [type: string, content: Uint8Array][]): Uint8Array {
  const chunks = parts.map(([type, content]) => {
    const chunk = Buffer.alloc(content.length + 12);
    chunk.writeUInt32BE(content.length, 0);
    chunk.set(Buffer.concat([Buffer.from(type), content]), 4);
    chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), content.length + 8);
    return chunk;
  });
  return Buffer.concat([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), ...chunks]);
}

/** Returns the header of a PNG. */
export const header = (width: number, height: number, ...rest: number[]): [string, Uint8Array] => [
  "IHDR",
  Uint8Array.of(0, 0, 0, width, 0, 0, 0, height, ...rest)
];
/** Returns the picture of a PNG: lines of bytes, each after its filter’s. */
export const picture = (...lines: number[]): [string, Uint8Array] => [
  "IDAT",
  deflateSync(Uint8Array.from(lines))
];
/** The end of a PNG. */
export const end: [string, Uint8Array] = ["IEND", new Uint8Array(0)];
