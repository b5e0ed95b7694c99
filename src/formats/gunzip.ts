import {joinBytes} from "./bytes.js";

/** The two bytes with which every gzip stream starts. */
const MAGIC = [0x1f, 0x8b];

/** The bytes that go in at once: what comes out of them is at most 1,032 times as many. */
const PIECE = 16_384;

/** Options for gunzip. */
export interface GunzipOptions {
  /** The most bytes that may come out; defaults to any number. */
  limit?: number;
  /** Is awaited after each half megabyte, so that a page can answer its reader meanwhile. */
  rest?: () => Promise<void>;
}

/** The bytes that come out between two rests. */
const BETWEEN_RESTS = 500_000;

/** Returns whether a file starts as a gzip stream does. */
function looksLikeGzip(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * Returns a promise to the decompressed bytes of a gzip file, or to the given bytes if they are
 * not gzip. DecompressionStream is the same in Node and in browsers, so needs no library.
 *
 * @param name what errors call the file
 * @throws Error (as a rejection) if the gzip stream is cut short or damaged, or if more comes out
 *   than the limit; it stops there, so a small file cannot fill the memory
 */
export async function gunzip(
  bytes: Uint8Array,
  name: string,
  {limit = Infinity, rest}: GunzipOptions = {}
): Promise<Uint8Array> {
  if (!looksLikeGzip(bytes)) return bytes;
  const chunks: Uint8Array[] = [];
  let length = 0;
  let rested = 0;
  // A reader and not `for await`, which not every browser has for streams.
  const reader = inPieces(bytes).pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > limit) break;
      chunks.push(next.value);
      if (rest === undefined || length - rested < BETWEEN_RESTS) continue;
      rested = length;
      await rest();
    }
    if (length > limit) await reader.cancel();
  } catch (cause) {
    const found = `gzip stream of ${bytes.length} bytes is cut short or damaged`;
    throw new Error(`invalid ${name}: ${found}; download the file again`, {cause});
  }
  if (length > limit) {
    const found = `its ${bytes.length} bytes of gzip unpack to more`;
    throw new Error(`invalid ${name}: ${found}, expected at most ${limit} bytes`);
  }
  return joinBytes(chunks);
}

function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.slice(start, start + PIECE));
      start += PIECE;
      if (start >= bytes.length) controller.close();
    }
  });
}
