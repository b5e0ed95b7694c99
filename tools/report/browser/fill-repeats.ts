/** Bytes whose long repeats are told apart from what is new (see foldRepeats). */
export interface FoldedBytes {
  /**
   * For each repeat, three numbers: how many new bytes come before it, where its bytes begin in all
   * that is there by then, and how many they are.
   */
  steps: Uint32Array<ArrayBuffer>;
  /** The new bytes, one after the other; those after the last repeat end the whole. */
  fresh: Uint8Array<ArrayBuffer>;
}

/** Returns the bytes that were folded. */
export function fillRepeats({steps, fresh}: FoldedBytes): Uint8Array<ArrayBuffer> {
  let length = fresh.length;
  for (let i = 2; i < steps.length; i += 3) length += steps[i]!;
  const bytes = new Uint8Array(length);
  let [at, read] = [0, 0];
  for (let i = 0; i < steps.length; i += 3) {
    const [news, from, count] = steps.subarray(i, i + 3);
    bytes.set(fresh.subarray(read, read + news!), at);
    at += news!;
    read += news!;
    bytes.copyWithin(at, from!, from! + count!);
    at += count!;
  }
  bytes.set(fresh.subarray(read), at);
  return bytes;
}
