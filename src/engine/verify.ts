import type {Manifest, ModelFile} from "../formats/manifest.js";

/** What a reader, or whoever runs the site, can do about a file that is not whole. */
export const REMEDY =
  "reload the page; if that does not help, the site was built or copied incompletely: " +
  "run npm run build again and publish the whole of dist";

/**
 * Returns a promise to the bytes that read gives, once they are what the manifest says.
 *
 * @param read fetches the file
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export async function readVerified(
  {id, files}: Pick<Manifest, "id" | "files">,
  name: ModelFile,
  read: () => Promise<ArrayBuffer>
): Promise<ArrayBuffer> {
  const buffer = await readOrExplain(`${id}/${name}`, read);
  const expected = files[name];
  if (buffer.byteLength !== expected.bytes) {
    const problem = buffer.byteLength < expected.bytes ? "truncated" : "altered";
    const found = `${buffer.byteLength} bytes, expected ${expected.bytes}`;
    throw new Error(`${problem} file ${id}/${name}: ${found}; ${REMEDY}`);
  }
  const checksum = await sha256Of(buffer);
  if (checksum !== expected.sha256) {
    const found = `SHA-256 ${checksum.slice(0, 8)}…, expected ${expected.sha256.slice(0, 8)}…`;
    throw new Error(`altered file ${id}/${name}: ${found}; ${REMEDY}`);
  }
  return buffer;
}

/**
 * Returns a promise to the SHA-256 of a file, in hexadecimal digits. The browser computes it off
 * the main thread; pages that did not come by HTTPS lack that, and only they fetch @noble/hashes.
 */
async function sha256Of(buffer: ArrayBuffer): Promise<string> {
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  const digest =
    subtle === undefined
      ? (await import("@noble/hashes/sha2.js")).sha256(new Uint8Array(buffer))
      : new Uint8Array(await subtle.digest("SHA-256", buffer));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Returns what read returns.
 *
 * @param name what errors call the file
 * @throws Error (as a rejection) that names the file and what to do if it cannot be read
 */
export async function readOrExplain<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new Error(`missing file ${name}: ${(cause as Error).message}; ${REMEDY}`, {cause});
  }
}
