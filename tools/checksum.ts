import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {pipeline} from "node:stream/promises";

/** Returns a promise to the MD5 of a file, in hexadecimal, or to undefined if there is none. */
export async function md5Of(path: string): Promise<string | undefined> {
  const hash = createHash("md5");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return hash.digest("hex");
}
