import {loadedInk} from "../../components/picture.js";

/** Images of walks: each row moves one latent along its axis. */
export interface Walks {
  /** 0 paper … 255 ink, row-major [rows · height, columns · width]: the sheet as it is recorded. */
  pixels: Uint8ClampedArray;
  /** The images in a row. */
  columns: number;
  /** The sides of an image. */
  width: number;
  height: number;
}

/**
 * Returns some walks as columns, side by side, the image of the least z below, as on an axis.
 *
 * @param range.across room for this many columns; what is left stays paper
 * @returns row-major, across · width pixels wide
 */
export function columnsOf(
  {pixels, columns, width, height}: Walks,
  {from, to, across}: {from: number; to: number; across: number}
): Uint8ClampedArray<ArrayBuffer> {
  const sheet = new Uint8ClampedArray(columns * height * across * width);
  for (let walk = from; walk < to; ++walk) {
    for (let step = 0; step < columns; ++step) {
      for (let line = 0; line < height; ++line) {
        const source = ((walk * height + line) * columns + step) * width;
        const row = (columns - 1 - step) * height + line;
        const target = (row * across + walk - from) * width;
        sheet.set(pixels.subarray(source, source + width), target);
      }
    }
  }
  return sheet;
}

/** Returns one walk as a row of images, that of the least z at the left. */
export function rowOf(
  {pixels, columns, width, height}: Walks,
  walk: number
): Uint8ClampedArray<ArrayBuffer> {
  const length = columns * width * height;
  return pixels.slice(walk * length, (walk + 1) * length) as Uint8ClampedArray<ArrayBuffer>;
}

/**
 * Returns the walks of a picture that is loaded, whose images are squares.
 *
 * @param columns the images in a row
 */
export function walksOf(image: HTMLImageElement, columns: number): Walks {
  const width = image.naturalWidth / columns;
  return {pixels: loadedInk(image), columns, width, height: width};
}
