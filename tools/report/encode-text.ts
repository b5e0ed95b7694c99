import {FIRST_PAIR, isSingle, SPECIAL} from "./browser/decode-text.js";

/**
 * Returns bytes as text that stands in a script element of an HTML file and takes 8/7 of their
 * room in UTF-8, where base64 takes 4/3.
 *
 * Seven bits become one ASCII character. Those that HTML would change or read as markup (NUL, the
 * carriage return and “<”) become one character of two bytes that holds the next seven bits too.
 */
export function encodeText(bytes: Uint8Array): string {
  const sevens = sevenBits(bytes);
  const characters: string[] = [];
  for (let i = 0; i < sevens.length; ++i) {
    if (isSingle(sevens[i])) {
      characters.push(String.fromCharCode(sevens[i]));
    } else {
      const next = sevens[i + 1] ?? 0;
      characters.push(String.fromCharCode(FIRST_PAIR + (SPECIAL.indexOf(sevens[i]) << 7) + next));
      ++i;
    }
  }
  return characters.join("");
}

/** Returns the bits of bytes in groups of seven, the last one filled with zeros. */
function sevenBits(bytes: Uint8Array): Uint8Array {
  const groups = new Uint8Array(Math.ceil((bytes.length * 8) / 7));
  let [held, count, at] = [0, 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    count += 8;
    while (count >= 7) {
      count -= 7;
      groups[at++] = (held >> count) & 127;
    }
    held &= (1 << count) - 1;
  }
  if (count > 0) groups[at] = (held << (7 - count)) & 127;
  return groups;
}
