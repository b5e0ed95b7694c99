import {picture} from "../components/picture.js";

/** Returns an element that draws one image, or several side by side, as imagesOf makes it. */
export type ImageOf = (means: ArrayLike<number>) => HTMLElement;

/**
 * Returns what draws images of a size: from the mean of each pixel, in [0, 1] and row-major, as
 * `decode` gives them; of several images one after the other.
 *
 * @throws RangeError, when it is called, if the numbers are not those of whole images
 */
export function imagesOf({width, height}: {width: number; height: number}): ImageOf {
  return (means) => {
    const size = width * height;
    const count = (means?.length ?? NaN) / size;
    if (!(Number.isInteger(count) && count > 0)) {
      throw new RangeError(
        `invalid image: ${means?.length} numbers, expected ${size}, one for each of ` +
          `${width} × ${height} pixels, or ${size} for each of several images`
      );
    }
    const columns = count * width;
    const pixels = new Uint8ClampedArray(columns * height);
    for (let i = 0; i < means.length; ++i) {
      const [image, place] = [Math.floor(i / size), i % size];
      const row = Math.floor(place / width);
      pixels[row * columns + image * width + (place % width)] = 255 * means[i]!;
    }
    const shown = picture({width, height, label: "the image of a cell"});
    shown.classList.add("played");
    shown.style.setProperty("--images", String(count));
    shown.draw(pixels, columns);
    return shown;
  };
}
