import {PNG} from "pngjs";
import {greys} from "../components/picture.js";

const greyColor = 0; // PNG's own number for images that have only shades of grey

/**
 * Returns a PNG file of 8-bit pixels, row-major, 0 paper (white) … 255 ink (black): what a picture
 * draws of them.
 */
export function greyPng(pixels: Uint8ClampedArray, columns: number): Buffer {
  const image = new PNG({width: columns, height: pixels.length / columns});
  image.data.set(greys(pixels));
  return PNG.sync.write(image, {colorType: greyColor});
}
