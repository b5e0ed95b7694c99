import type {File} from "observablehq:stdlib";
import {joinBytes} from "./formats/bytes.js";
import {readOrExplain} from "./shipped/loader.js";

/** Options for fetchBytes. */
export interface FetchBytesOptions {
  /** Is told how many bytes have come, where their number is known. */
  onProgress?: (done: number, of: number) => void;
  /** Ends the fetch; the promise is then rejected with the signal’s reason. */
  signal?: AbortSignal;
}

/**
 * Returns a promise to the bytes of a file of the site.
 *
 * @throws Error (as a rejection) that names the file and what to do if it cannot be had
 */
export async function fetchBytes(
  {name, href, size}: Pick<File, "name" | "href" | "size">,
  {onProgress, signal}: FetchBytesOptions = {}
): Promise<Uint8Array> {
  const read = async () => {
    const response = await fetch(href, {signal});
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const chunks: Uint8Array[] = [];
    let done = 0;
    // A reader and not `for await`, which not every browser has for streams.
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      done += next.value.length;
      if (size > 0) onProgress?.(Math.min(done, size), size);
    }
    return joinBytes(chunks);
  };
  try {
    return await readOrExplain(name, read);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
