/**
 * Returns the opaque grey of an ink as a canvas keeps it, in one little-endian word: 255 − ink in
 * red, green and blue.
 *
 * @param ink from 0, paper, to 255
 */
export function greyWord(ink: number): number {
  return (0xff000000 | ((255 - ink) * 0x010101)) >>> 0;
}
