import {createWriteStream} from "node:fs";
import {rm, stat} from "node:fs/promises";
import {pipeline} from "node:stream/promises";

/** How long a server may stay silent before it is given up, in milliseconds. */
const STALL_MS = 30_000;

/** Options for download. */
export interface DownloadOptions {
  /** Told the bytes that are there and, if the server says so, the bytes of the whole file. */
  onProgress?: (received: number, total: number | undefined) => void;
  /** The longest silence of the server, in milliseconds; defaults to 30,000. */
  stallMs?: number;
}

/**
 * Appends to the file at path what it still lacks of the file at url. A server that does not
 * resume sends the whole again, and it replaces what was there. If the connection is cut, what
 * has arrived stays, so that a later call goes on from it.
 *
 * @throws Error (as a rejection) whose message completes a sentence that starts with the host
 */
export async function download(
  url: URL,
  path: string,
  {onProgress, stallMs = STALL_MS}: DownloadOptions = {}
): Promise<void> {
  const stall = new AbortController();
  const silent = () => stall.abort(new Error(`sent nothing for ${stallMs / 1000} s`));
  const timer = setTimeout(silent, stallMs);
  try {
    const {response, start} = await request(url, path, stall.signal);
    const length = response.headers.get("content-length");
    const total = length === null ? undefined : start + Number(length);
    let received = start;
    onProgress?.(received, total);
    await pipeline(
      async function* () {
        for await (const chunk of response.body!) {
          timer.refresh();
          received += chunk.length;
          onProgress?.(received, total);
          yield chunk;
        }
      },
      createWriteStream(path, {flags: start === 0 ? "w" : "a"})
    );
  } catch (error) {
    throw stall.signal.aborted ? stall.signal.reason : new Error(reason(error), {cause: error});
  } finally {
    clearTimeout(timer);
  }
}

/** Returns the response that has the rest of the file, and the byte at which that rest starts. */
async function request(url: URL, path: string, signal: AbortSignal) {
  const have = await sizeOf(path);
  // A server that compresses the .gz once more would make ranges and lengths mean other bytes.
  const headers: Record<string, string> = {"accept-encoding": "identity"};
  if (have > 0) headers.range = `bytes=${have}-`;
  const response = await fetch(url, {headers, signal});
  if (response.ok && response.body !== null) {
    if (response.status !== 206) return {response, start: 0};
    if (response.headers.get("content-range")?.startsWith(`bytes ${have}-`)) {
      return {response, start: have};
    }
  }
  await response.body?.cancel();
  if (have === 0 || !(response.ok || response.status === 416)) {
    throw new Error(`answered ${response.status}`);
  }
  // The server has no such range: what is there is not the beginning of this file.
  await rm(path);
  return request(url, path, signal);
}

/** Returns the size of a file in bytes; 0 if there is none. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** Returns what went wrong: fetch hides the network’s own code in the cause. */
function reason(error: unknown): string {
  const {message, cause} = error as Error & {cause?: {code?: string}};
  if (message === "fetch failed") return `could not be reached (${cause?.code ?? cause})`;
  if (message === "terminated") return "cut the connection";
  return message;
}
