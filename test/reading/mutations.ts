import assert from "node:assert/strict";
import {randomSource} from "../../src/math/random.js";

/** Numbers that size fields are most often wrong about. */
const extremes = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff
];

/**
 * Returns a function from a number to a damaged copy of a file, always the same for one number: bytes
 * changed, set to extremes, taken out, put in twice, or the file cut short. Small numbers of changes,
 * and changes near both ends, are the most common, as that is where headers and directories lie.
 */
export function mutations(file: Uint8Array, seed: number): (number: number) => Uint8Array {
  return (number) => {
    const random = randomSource(seed, 7, number);
    const below = (limit: number) => Math.floor(random() * limit);
    let bytes = Buffer.from(file);
    for (let left = 1 + below(3); left > 0; --left) {
      const near = below(3);
      const reach = Math.min(bytes.length, near === 2 ? bytes.length : 64);
      const at = Math.max(0, near === 1 ? bytes.length - 1 - below(reach) : below(reach));
      const length = Math.min(bytes.length - at, 1 + below(16));
      const kind = below(6);
      if (kind <= 1 && bytes.length > 0) bytes[at] = below(256);
      else if (kind === 2)
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
      else if (kind === 3)
        bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
      else if (kind === 4) bytes = Buffer.from(bytes.subarray(0, below(bytes.length + 1)));
      else if (at + 4 <= bytes.length) {
        const value = extremes[below(extremes.length)];
        if (below(2) === 0) bytes.writeUInt32LE(value, at);
        else bytes.writeUInt32BE(value, at);
      }
    }
    return bytes;
  };
}

/** The longest that one damaged file may take, in milliseconds, on a machine that is busy. */
const LONGEST = 2000;

/** The most that damaged files may leave in memory, in bytes. */
const MOST = 200e6;

/**
 * Reads many damaged copies of a file: each gives a right result, or one sentence in time.
 *
 * @param check is given each result with the bytes that it came from
 * @returns how many of the copies were read
 */
export async function readDamaged<Result>(
  file: Uint8Array,
  {seed, count}: {seed: number; count: number},
  read: (bytes: Uint8Array) => Promise<Result>,
  check: (result: Result, bytes: Uint8Array) => void
): Promise<number> {
  const damaged = mutations(file, seed);
  let readable = 0;
  for (let i = 0; i < count; ++i) {
    const bytes = damaged(i);
    const started = performance.now();
    const result = await read(bytes).then(
      (value) => ({value}),
      (error: unknown) => ({error})
    );
    const elapsed = performance.now() - started;
    assert.ok(elapsed < LONGEST, `number ${i} took ${elapsed} ms`);
    assert.ok(process.memoryUsage().arrayBuffers < MOST, `number ${i} filled the memory`);
    if ("error" in result) {
      assert.ok(result.error instanceof Error, `number ${i}`);
      assert.match(result.error.message, /^(invalid|truncated) [^\n]{10,400}$/, `number ${i}`);
      assert.doesNotMatch(result.error.message, /undefined|\[object/, `number ${i}`);
    } else {
      readable += 1;
      check(result.value, bytes);
    }
  }
  return readable;
}
