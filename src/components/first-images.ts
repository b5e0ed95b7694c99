import {inkPixels, picture, sheetPixels} from "./picture.js";

/** Images, one after the other: 8-bit pixels, or real numbers in [0, 1]. */
export interface SomeImages {
  count: number;
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  pixels: Uint8Array | Float32Array;
}

/** Returns a sheet of the first n² images, row by row; blank places where there are fewer. */
export function firstImages({count, width, height, pixels}: SomeImages, n = 8): HTMLElement {
  const shown = pixels.subarray(0, Math.min(count, n * n) * width * height);
  const eightBit = shown instanceof Float32Array ? inkPixels(shown) : shown;
  const places = new Uint8ClampedArray(n * n * width * height);
  places.set(eightBit);
  const label = `the first ${Math.min(count, n * n)} images`;
  const sheet = picture({width: n * width, height: n * height, label});
  sheet.style.aspectRatio = `${width} / ${height}`;
  sheet.draw(sheetPixels(places, n, {width, height}), n * width);
  return sheet;
}
