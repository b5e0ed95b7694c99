import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {mkdir, open, rename, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";

/** The most requests to one mirror for one file; one that gave no bytes is the last. */
const ATTEMPTS = 8;

/** Options for fetchFile. */
export interface FetchFileOptions extends DownloadOptions {
  /** The folder to put the file into; made if it is not there. */
  folder: string;
  /** The addresses of folders that hold the file, each ending in a slash; tried in this order. */
  mirrors: readonly string[];
}

/**
 * Returns a promise to the path of a published file, downloaded unless it is there already.
 * It arrives as `name.part` and gets its name only once its checksum is right, so a file under its
 * own name is whole. A `.part` that an earlier run left is gone on from, from whichever mirror.
 *
 * @param md5 the published checksum, in hexadecimal
 * @throws Error (as a rejection) that says for each mirror why the file did not come from it
 */
export async function fetchFile(
  name: string,
  md5: string,
  {folder, mirrors, ...options}: FetchFileOptions
): Promise<string> {
  const path = join(folder, name);
  const part = `${path}.part`;
  await mkdir(folder, {recursive: true});
  if ((await md5Of(path)) === md5) return path;
  await rm(path, {force: true});
  // An earlier run may have been stopped after the last byte.
  if ((await md5Of(part)) === md5) return finish();
  const failures: string[] = [];
  for (const mirror of mirrors) {
    const url = new URL(name, mirror);
    try {
      await fetchFrom(url, part, md5, options);
      return await finish();
    } catch (error) {
      failures.push(`${url.host} ${(error as Error).message}`);
    }
  }
  throw new Error(`cannot download ${name}: ${failures.join(", ")}`);

  async function finish(): Promise<string> {
    await rename(part, path);
    return path;
  }
}

/** Downloads the file at url to part, whole and with the right checksum, or throws. */
async function fetchFrom(
  url: URL,
  part: string,
  md5: string,
  options: DownloadOptions
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = await sizeOf(part);
    try {
      await download(url, part, options);
    } catch (error) {
      const gained = (await sizeOf(part)) > before;
      if (gained && attempt < ATTEMPTS) continue;
      throw error;
    }
    const found = await md5Of(part);
    if (found === md5) return;
    await rm(part, {force: true});
    // If an older part was gone on from, that part may be what is wrong: once more from the start.
    if (before === 0 || attempt === ATTEMPTS) {
      throw new Error(`sent a file with MD5 ${found}, expected ${md5}`);
    }
  }
}

/** How long a server may stay silent before it is given up, in milliseconds. */
const STALL_MS = 30_000;

/** Options for download. */
interface DownloadOptions {
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
async function download(
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
    // Chunk by chunk: a stream that is destroyed by a cut drops what it has not written yet.
    const file = await open(path, start === 0 ? "w" : "a");
    try {
      for await (const chunk of response.body!) {
        timer.refresh();
        await file.writeFile(chunk);
        received += chunk.length;
        onProgress?.(received, total);
      }
    } finally {
      await file.close();
    }
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
async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** Returns what went wrong: fetch hides the network’s own code in the cause. */
function reason(error: unknown): string {
  const {message, cause} = error as Error & {cause?: {code?: string}};
  if (message === "fetch failed") return `could not be reached (${cause?.code ?? cause})`;
  if (message === "terminated") return "cut the connection";
  return message;
}

/** Returns a promise to the MD5 of a file, in hexadecimal, or to undefined if there is none. */
async function md5Of(path: string): Promise<string | undefined> {
  const hash = createHash("md5");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return hash.digest("hex");
}
