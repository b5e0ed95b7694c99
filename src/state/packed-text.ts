import {PACKED} from "./fragment.js";

/** The most characters that a packed text may unpack to. */
const MOST = 500_000;

/** Returns a promise to a text for an address: deflated, in base64 of addresses, after a dot. */
export async function packText(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return PACKED + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Returns a promise to the text that was packed.
 *
 * @throws Error where it was not packed by packText, or is too large
 */
export async function unpackText(packed: string): Promise<string> {
  const binary = atob(packed.slice(PACKED.length).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    if (text.length > MOST) {
      await reader.cancel();
      throw new Error(`invalid packed text: more than ${MOST} characters, expected fewer`);
    }
  }
  return text;
}
