import type {FoldedBytes} from "./browser/fill-repeats.js";

/** How many bytes have to be the same before a repeat is looked for. */
const BLOCK = 32;

/** The fewest bytes whose repeat is worth the room of its step. */
const SHORTEST = 48;

/** How far back gzip finds repeats by itself, in bytes. */
const NEAR = 32_768;

/**
 * Returns bytes with their long repeats folded (see fillRepeats). Gzip sees the last 32,768 bytes
 * only, and packs a library once more for each worker that holds it; folded, the pages and modules
 * of the site take it a tenth less room.
 */
export function foldRepeats(bytes: Uint8Array): FoldedBytes {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const keyAt = (i: number) =>
    Math.imul(view.readInt32LE(i) ^ view.readInt32LE(i + 11), 0x9e3779b1) ^
    Math.imul(view.readInt32LE(i + 19) ^ view.readInt32LE(i + BLOCK - 4), 0x85ebca6b);
  const blocks = new Map<number, number>();
  const steps: number[] = [];
  const fresh: Uint8Array[] = [];
  let kept = 0; // where what is new since the last repeat begins
  let next = 0; // where the first block begins that is not in blocks
  for (let at = 0; at + BLOCK <= bytes.length; ++at) {
    for (; next + BLOCK <= at - NEAR; next += BLOCK) blocks.set(keyAt(next), next);
    const block = blocks.get(keyAt(at));
    if (block === undefined || view.compare(view, block, block + BLOCK, at, at + BLOCK) !== 0) {
      continue;
    }
    let [from, start, end] = [block, at, at + BLOCK];
    while (from > 0 && start > kept && bytes[from - 1] === bytes[start - 1]) {
      from -= 1;
      start -= 1;
    }
    // A repeat ends where it would begin to repeat itself.
    while (end < bytes.length && from + end - start < start) {
      if (bytes[from + end - start] !== bytes[end]) break;
      end += 1;
    }
    if (end - start < SHORTEST) continue;
    steps.push(start - kept, from, end - start);
    fresh.push(bytes.subarray(kept, start));
    kept = end;
    at = end - 1;
  }
  fresh.push(bytes.subarray(kept));
  return {steps: Uint32Array.from(steps), fresh: new Uint8Array(Buffer.concat(fresh))};
}
