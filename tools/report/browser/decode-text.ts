/** Characters that HTML would change in a script element, or that would begin its end. */
export const SPECIAL = [0, 13, 60];

/** The first character that stands for two groups of seven bits. */
export const FIRST_PAIR = 0x100;

/** Returns whether seven bits are written as a character of their own. */
export function isSingle(seven: number): boolean {
  return !SPECIAL.includes(seven);
}

/**
 * Returns the bytes that text stands for (see encodeText).
 *
 * @param length the number of bytes
 * @throws Error if the text is of fewer bytes, as a file that was cut short or recoded is
 */
export function decodeText(text: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let [held, count, at] = [0, 0, 0];
  const take = (seven: number): void => {
    held = (held << 7) | seven;
    count += 7;
    if (count < 8) return;
    count -= 8;
    if (at < length) bytes[at++] = held >> count;
    held &= (1 << count) - 1;
  };
  for (let i = 0; i < text.length; ++i) {
    const code = text.charCodeAt(i);
    if (code < FIRST_PAIR) {
      take(code);
    } else {
      take(SPECIAL[(code - FIRST_PAIR) >> 7]);
      take((code - FIRST_PAIR) & 127);
    }
  }
  if (at < length) throw new Error(`invalid report: ${at} bytes of ${length}; copy the file again`);
  return bytes;
}
