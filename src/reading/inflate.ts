import {Inflate, Unzlib, inflateSync, unzlibSync} from "fflate";

/** What wraps the compressed bytes: nothing, as in a zip, or zlib’s header, as in a PNG. */
export type Wrapping = "none" | "zlib";

/** The most by which deflate divides the number of bytes. */
const LARGEST_RATIO = 1032;

/** Fewer bytes than this go in at once, which is several times as fast for small files. */
const SMALL = 4096;

/** The most bytes that go in at once otherwise. */
const LARGEST_PIECE = 16_384;

/**
 * Returns what deflated bytes unpack to; it stops when that is more than it should be, so a small
 * file can fill neither the memory nor the time.
 *
 * @param size the number of bytes that should come out
 * @throws Error saying how many bytes came out, or why the inflater gave up
 */
export function inflateTo(
  size: number,
  compressed: Uint8Array,
  wrapping: Wrapping
): Uint8Array<ArrayBuffer> {
  // Before memory is asked for: what cannot be, need not be tried.
  if (size > LARGEST_RATIO * compressed.length) throw new Error(`less than ${size} bytes`);
  const {out, length} =
    compressed.length <= SMALL
      ? inflateSmall(size, compressed, wrapping)
      : inflateInPieces(size, compressed, wrapping);
  if (length > size) throw new Error(`more than ${size} bytes`);
  if (length < size) throw new Error(`${length} bytes instead of ${size}`);
  return out.subarray(0, size);
}

/** What came out; a length of more than asked for says only that. */
interface Inflated {
  out: Uint8Array<ArrayBuffer>;
  length: number;
}

/** The inflater drops what does not fit, so that one byte more tells that there was more. */
function inflateSmall(size: number, compressed: Uint8Array, wrapping: Wrapping): Inflated {
  const out = new Uint8Array(size + 1);
  const inflate = wrapping === "zlib" ? unzlibSync : inflateSync;
  return {out, length: inflate(compressed, {out}).length};
}

function inflateInPieces(size: number, compressed: Uint8Array, wrapping: Wrapping): Inflated {
  const out = new Uint8Array(size);
  let length = 0;
  const take = (chunk: Uint8Array) => {
    if (length + chunk.length <= size) out.set(chunk, length);
    length += chunk.length;
  };
  const inflater = wrapping === "zlib" ? new Unzlib(take) : new Inflate(take);
  const piece = Math.min(LARGEST_PIECE, Math.max(SMALL, Math.ceil(size / 64)));
  for (let start = 0; start < compressed.length; start += piece) {
    const end = start + piece;
    inflater.push(compressed.subarray(start, end), end >= compressed.length);
    if (length > size) break;
  }
  return {out, length};
}
