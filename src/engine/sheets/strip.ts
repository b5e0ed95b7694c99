import type {ImageSize} from "../../formats/image-size.js";
import {imageValues} from "../../formats/image-size.js";

/** How images of one size lie side by side in a sheet. */
export interface SheetShape extends ImageSize {
  /** Images in a row of the sheet. */
  columns: number;
}

const GREYS = Uint32Array.from({length: 256}, (_, ink) => greyWord(ink));

/**
 * Writes whole rows of images as one strip of a sheet, in RGBA.
 *
 * @param pixels the images one after the other, each row-major; 0 is paper, 255 is ink, or of three
 *   channels 0 is dark, 255 is light
 * @param rgba as many words as pixels; little-endian, as every browser’s machine is
 */
export function paintStrip(pixels: Uint8ClampedArray, shape: SheetShape, rgba: Uint32Array): void {
  const {columns, width, height, channels} = shape;
  const line = columns * width;
  const images = pixels.length / imageValues(shape);
  for (let image = 0, from = 0; image < images; ++image) {
    let to = Math.floor(image / columns) * height * line + (image % columns) * width;
    for (let y = 0; y < height; ++y, to += line) {
      if (channels === 3) {
        for (let x = 0; x < width; ++x, from += 3) rgba[to + x] = colorWord(pixels, from);
      } else for (let x = 0; x < width; ++x) rgba[to + x] = GREYS[pixels[from++]];
    }
  }
}

/** Returns the opaque color of the red, green and blue at a place, likewise. */
export function colorWord(levels: ArrayLike<number>, at: number): number {
  return (0xff000000 | (levels[at + 2] << 16) | (levels[at + 1] << 8) | levels[at]) >>> 0;
}

/**
 * Returns the opaque grey of an ink as a canvas keeps it, in one little-endian word: 255 − ink in
 * red, green and blue.
 *
 * @param ink from 0, paper, to 255
 */
export function greyWord(ink: number): number {
  return (0xff000000 | ((255 - ink) * 0x010101)) >>> 0;
}
