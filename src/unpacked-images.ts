import {gunzip} from "./formats/gunzip.js";
import {decodeImages} from "./formats/images.js";
import {REMEDY} from "./shipped/loader.js";
import type {LoadedImages} from "./training-source.js";

/**
 * Returns a promise to the images of a file that the site carries, packed or not.
 *
 * @throws Error (as a rejection) that names the file and what to do if it is damaged
 */
export async function unpackedImages(packed: Uint8Array, name: string): Promise<LoadedImages> {
  try {
    const images = decodeImages(await gunzip(packed, name));
    const {width, height, labels} = images;
    const some = (pixels: Uint8Array) => ({pixels, count: pixels.length / (width * height)});
    // Copies of what is small: what goes to a worker takes the whole of its buffer along.
    return {
      train: some(images.train),
      heldOut: some(images.heldOut.slice()),
      width,
      height,
      labels: labels.slice()
    };
  } catch (cause) {
    throw new Error(`altered file ${name}: ${(cause as Error).message}; ${REMEDY}`, {cause});
  }
}
