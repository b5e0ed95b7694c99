import {mkdir, rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {md5Of} from "./checksum.js";
import {download, sizeOf, type DownloadOptions} from "./download.js";

/** The most requests to one mirror for one file; each after the first only if the one before gave some bytes. */
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
