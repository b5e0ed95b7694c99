import {failureNote} from "./failure-note.js";

/** Options for picture. */
export interface PictureOptions {
  /** The width, in image pixels, until other pixels are drawn; defaults to 28. */
  width?: number;
  /** The height, in image pixels, until other pixels are drawn; defaults to 28. */
  height?: number;
  /** What a screen reader says; defaults to “generated image”. */
  label?: string;
}

/** A place for one image, which keeps its box whatever is drawn in it. */
export interface Picture extends HTMLElement {
  /** Draws 8-bit pixels, row-major, 0 paper … 255 ink; columns defaults to the present width. */
  draw(pixels: Uint8ClampedArray, columns?: number): void;
  /** Says, in the place of the image, why there is none. */
  fail(error: unknown): void;
}

/**
 * Returns an element with a canvas at data resolution, for CSS to scale. Until the first draw the
 * canvas is clear, so that a recorded image can lie under it.
 */
export function picture({
  width = 28,
  height = 28,
  label = "generated image"
}: PictureOptions = {}): Picture {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.role = "img";
  canvas.ariaLabel = label;
  const failure = failureNote();
  const element = document.createElement("div");
  element.className = "picture";
  element.append(canvas, failure);

  function draw(pixels: Uint8ClampedArray, columns = canvas.width): void {
    const rows = pixels.length / columns;
    if (!Number.isInteger(rows)) {
      throw new RangeError(`invalid pixels: length ${pixels.length}, expected rows of ${columns}`);
    }
    if (canvas.width !== columns) canvas.width = columns;
    if (canvas.height !== rows) canvas.height = rows;
    // Enlarged pixels stay square; a sheet finer than the screen is averaged instead.
    const finer = columns > element.clientWidth * devicePixelRatio;
    canvas.style.imageRendering = finer ? "auto" : "pixelated";
    canvas.getContext("2d")!.putImageData(new ImageData(greys(pixels), columns), 0, 0);
    canvas.dataset.drawn = "";
    failure.hidden = true;
  }

  return Object.assign(element, {draw, fail: failure.fail});
}

/** Returns RGBA bytes, ink on paper: 255 − ink in red, green and blue, opaque; length 4n for n. */
export function greys(pixels: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(4 * pixels.length).fill(255);
  pixels.forEach((ink, i) => rgba.fill(255 - ink, 4 * i, 4 * i + 3));
  return rgba;
}
