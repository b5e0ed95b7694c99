/** Options for inSlices. */
export interface SliceOptions {
  /** How much is done at a time: no more than takes a small part of a frame. */
  size: number;
  /** Is told how much is done, after each slice. */
  onProgress?: (done: number, of: number) => void;
  /** Ends the work after the slice in hand; the promise is rejected with the signal’s reason. */
  signal?: AbortSignal;
}

/**
 * Does a long work slice by slice, and lets the page answer its reader in between.
 *
 * @param work does the part of 0 … count − 1 from start to before end
 */
export async function inSlices(
  count: number,
  work: (start: number, end: number) => void | Promise<void>,
  {size, onProgress, signal}: SliceOptions
): Promise<void> {
  for (let start = 0; start < count; start += size) {
    signal?.throwIfAborted();
    const end = Math.min(count, start + size);
    await work(start, end);
    onProgress?.(end, count);
    await nextTask();
  }
}

/** Returns a promise that is resolved once the page has answered what its reader did meanwhile. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
