import type {Images} from "../formats/images.js";

/** The constants of FNV-1a with 32 bits. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Returns a short text that tells images apart: their number, their size and a hash (FNV-1a) of
 * all pixels. It guards against going on with other images by mistake, not against forgery.
 */
export function fingerprint({pixels, count}: Images): string {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  let hash = OFFSET;
  for (let i = 0; i < bytes.length; ++i) hash = Math.imul(hash ^ bytes[i], PRIME);
  return `${count}×${pixels.length / count}:${(hash >>> 0).toString(16).padStart(8, "0")}`;
}
