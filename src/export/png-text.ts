const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const headerEnd = 33; // the signature, and the chunk IHDR, which is always the first and 25 bytes

/**
 * Returns a PNG file with a text in it, as an uncompressed iTXt chunk in UTF-8 after its header.
 *
 * @param keyword 1 to 79 characters of Latin-1, such as “Source”
 * @throws RangeError if the bytes are no PNG file, or the keyword is not as it has to be
 */
export function withPngText(
  png: Uint8Array,
  keyword: string,
  text: string
): Uint8Array<ArrayBuffer> {
  if (signature.some((byte, i) => png[i] !== byte) || png.length < headerEnd) {
    throw new RangeError(`invalid png: ${png.length} bytes, expected the signature of a PNG file`);
  }
  if (!/^[\x20-\x7e\xa1-\xff]{1,79}$/.test(keyword)) {
    throw new RangeError(`invalid keyword: “${keyword}”, expected 1 to 79 characters of Latin-1`);
  }
  const name = Uint8Array.from(keyword, (character) => character.charCodeAt(0));
  // After the keyword: not compressed, by no method, in no named language, not translated.
  const body = joined(name, new Uint8Array(5), new TextEncoder().encode(text));
  return joined(png.subarray(0, headerEnd), pngChunk("iTXt", body), png.subarray(headerEnd));
}

/** Returns a chunk of a PNG file: length, type, data, and the checksum of the last two. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const typed = joined(new TextEncoder().encode(type), data);
  const chunk = new Uint8Array(typed.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(typed, 4);
  view.setUint32(typed.length + 4, crc32(typed));
  return chunk;
}

/** Returns the cyclic redundancy check of bytes that PNG and zip use, from 0 to 2³² − 1. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, {length}) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
