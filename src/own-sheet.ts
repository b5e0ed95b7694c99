import {newestNext} from "./async/newest.js";
import {sliderRange} from "./board.js";
import type {Picture} from "./components/picture.js";
import {gridPositions} from "./components/picture.js";
import {normalQuantile} from "./math/normal.js";
import type {OwnAtHand} from "./own/input.js";
import {sheetDrawing} from "./sheet-drawing.js";

/** A sheet of a model of the reader’s own. */
export interface OwnSheet {
  own: OwnAtHand;
  /** Images along each side; of a model of one latent, in all. */
  n: number;
  picture: Picture;
}

/**
 * Returns a promise to a function that draws the sheet at given u of the third latent and those
 * after it; latents without a u stay at 0. With one latent it draws a line of images.
 *
 * @param invalidation when it resolves, nothing is drawn any more
 */
export async function ownSheetDrawing(
  {own, n, picture}: OwnSheet,
  invalidation: Promise<unknown>
): Promise<(u: readonly number[]) => void> {
  const {decoder} = own.model;
  const {latentSize, width} = decoder;
  if (latentSize === 1) {
    const z = Float32Array.from(gridPositions(n, sliderRange), normalQuantile);
    return newestNext(async () => {
      const images = await decoder.decode(z, n);
      picture.draw(besideEachOther(images, n, width), n * width);
    }, picture.fail);
  }
  const draw = await sheetDrawing({model: own.id, decoder, n, picture}, invalidation);
  return (u) => draw(Array.from({length: latentSize - 2}, (_, i) => u[i] ?? 0.5));
}

/** Returns the pixels of n images in a row, from those of one after the other. */
function besideEachOther(images: Uint8ClampedArray, n: number, width: number): Uint8ClampedArray {
  const row = new Uint8ClampedArray(images.length);
  const size = images.length / n;
  for (let image = 0; image < n; ++image) {
    for (let y = 0; y * width < size; ++y) {
      const line = images.subarray(image * size + y * width, image * size + (y + 1) * width);
      row.set(line, (y * n + image) * width);
    }
  }
  return row;
}
