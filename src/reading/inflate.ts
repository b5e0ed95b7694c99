import {Inflate, Unzlib} from "fflate";

/** What wraps the compressed bytes: nothing, as in a zip, or zlib’s header, as in a PNG. */
export type Wrapping = "none" | "zlib";

/** Deflate makes bytes at most so many times fewer. */
const LARGEST_RATIO = 1032;

/** The bytes that go in at once. */
const SMALLEST_PIECE = 64;
const LARGEST_PIECE = 16_384;

/**
 * Returns what deflated bytes unpack to; it stops as soon as that is more than it should be, so a
 * small file cannot fill the memory.
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
  const out = new Uint8Array(size);
  let length = 0;
  const take = (chunk: Uint8Array) => {
    if (length + chunk.length > size) throw new Error(`more than ${size} bytes`);
    out.set(chunk, length);
    length += chunk.length;
  };
  const inflater = wrapping === "zlib" ? new Unzlib(take) : new Inflate(take);
  const piece = Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, Math.ceil(size / 64)));
  for (let start = 0; start === 0 || start < compressed.length; start += piece) {
    const end = start + piece;
    inflater.push(compressed.subarray(start, end), end >= compressed.length);
  }
  if (length < size) throw new Error(`${length} bytes instead of ${size}`);
  return out;
}
