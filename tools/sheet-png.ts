import {PNG} from "pngjs";

/** PNG's own number for images that have only shades of grey. */
const GREY = 0;

/**
 * Returns a PNG file of n² images, row by row from the top.
 *
 * @param images 8-bit pixels, 0 paper … 255 ink, row-major [n², height, width]
 */
export function sheetPng(
  images: Uint8ClampedArray,
  n: number,
  {width, height}: {width: number; height: number}
): Buffer {
  const png = new PNG({width: n * width, height: n * height});
  images.forEach((ink, i) => {
    const image = Math.floor(i / (width * height));
    const [line, column] = [Math.floor(i / width) % height, i % width];
    const y = Math.floor(image / n) * height + line;
    const x = (image % n) * width + column;
    const at = 4 * (y * n * width + x);
    png.data.fill(255 - ink, at, at + 3);
    png.data[at + 3] = 255;
  });
  return PNG.sync.write(png, {colorType: GREY});
}
