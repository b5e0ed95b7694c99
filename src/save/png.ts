import {crc32, joinBytes} from "../formats/bytes.js";
import {looksLikePng} from "../reading/png.js";
import type {FigureDrawing} from "./svg.js";

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
  if (!looksLikePng(png) || png.length < headerEnd) {
    throw new RangeError(`invalid png: ${png.length} bytes, expected the signature of a PNG file`);
  }
  if (!/^[\x20-\x7e\xa1-\xff]{1,79}$/.test(keyword)) {
    throw new RangeError(
      `invalid keyword: “${keyword.slice(0, 80)}”, expected 1 to 79 characters of Latin-1`
    );
  }
  const name = Uint8Array.from(keyword, (character) => character.charCodeAt(0));
  // After the keyword: not compressed, by no method, in no named language, not translated.
  const body = joinBytes([name, new Uint8Array(5), new TextEncoder().encode(text)]);
  return joinBytes([png.subarray(0, headerEnd), pngChunk("iTXt", body), png.subarray(headerEnd)]);
}

/** Returns a chunk of a PNG file: length, type, data, and the checksum of the last two. */
function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const typed = joinBytes([new TextEncoder().encode(type), data]);
  const chunk = new Uint8Array(typed.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(typed, 4);
  view.setUint32(typed.length + 4, crc32(typed));
  return chunk;
}

/**
 * Returns a promise to a drawing as a PNG file, with the link to the figure as its text “Source”.
 *
 * @param options.scale pixels along each side of a CSS pixel
 */
export async function figurePng(
  {text, width, height}: FigureDrawing,
  link: string,
  {scale = 2}: {scale?: number} = {}
): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const plain = await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) =>
        blob === null ? reject(new Error("The figure is too large for a PNG.")) : resolve(blob)
      )
    );
    const bytes = new Uint8Array(await plain.arrayBuffer());
    return new Blob([withPngText(bytes, "Source", link)], {type: "image/png"});
  } finally {
    URL.revokeObjectURL(url);
  }
}
