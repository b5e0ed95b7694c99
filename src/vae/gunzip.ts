/** The two bytes with which every gzip stream starts. */
const MAGIC = [0x1f, 0x8b];

/**
 * Returns a promise to the decompressed bytes of a gzip file, or to the given bytes if they are
 * not gzip. DecompressionStream is the same in Node and in browsers, so needs no library.
 *
 * @param name what errors call the file
 * @throws Error (as a rejection) if the gzip stream is cut short or damaged
 */
export async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) return bytes;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    const found = `gzip stream of ${bytes.length} bytes is cut short or damaged`;
    throw new Error(`invalid ${name}: ${found}; download the file again`, {cause});
  }
}
