import {encode} from "fast-png";

/**
 * Returns a PNG file of 8-bit pixels, row-major, 0 paper (white) … 255 ink (black): what a picture
 * draws of them.
 *
 * @throws RangeError if the pixels do not fill whole rows
 */
export function inkPng(pixels: Uint8ClampedArray, columns: number): Uint8Array {
  const grey = pixels.map((ink) => 255 - ink);
  const size = {width: columns, height: Math.ceil(pixels.length / columns)};
  return encode({...size, data: grey, channels: 1}, {zlib: {level: 9}});
}

/**
 * Returns a PNG file of images, n in a row, row by row from the top.
 *
 * @param images 8-bit pixels, 0 paper … 255 ink, row-major [count, height, width]
 */
export function sheetPng(
  images: Uint8ClampedArray,
  n: number,
  {width, height}: {width: number; height: number}
): Uint8Array {
  const sheet = new Uint8ClampedArray(images.length);
  images.forEach((ink, i) => {
    const image = Math.floor(i / (width * height));
    const [line, column] = [Math.floor(i / width) % height, i % width];
    const y = Math.floor(image / n) * height + line;
    sheet[y * n * width + (image % n) * width + column] = ink;
  });
  return inkPng(sheet, n * width);
}

/** Returns 8-bit pixels with so few levels of ink: a small picture needs no more, and its file less. */
export function inLevels(pixels: Uint8ClampedArray, levels: number): Uint8ClampedArray {
  return pixels.map((ink) => (Math.round((ink / 255) * (levels - 1)) * 255) / (levels - 1));
}
