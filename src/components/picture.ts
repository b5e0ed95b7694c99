import {pixelRows} from "./data-rows.js";
import {failureNote} from "./failure-note.js";
import {giveData} from "./figure-data.js";
import {memoryContext} from "./memory-context.js";

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
  /**
   * Draws whole lines of an image of so many columns and rows, from line y on, as RGBA; what else
   * there is stays, enlarged if the image had another size.
   */
  drawStrip(
    rgba: Uint8ClampedArray<ArrayBuffer>,
    place: {y: number; columns: number; rows: number}
  ): void;
  /** Draws lines of a coarser image over it, likewise, for as long as the image itself is not done. */
  drawDraft: Picture["drawStrip"];
  /** Whether a draft is shown. */
  readonly isDraft: boolean;
  /** Says that the last strip has been drawn. */
  done(): void;
  /** Says, in the place of the image, why there is none. */
  fail(error: unknown): void;
}

/**
 * Returns an element with a canvas at data resolution, for CSS to scale. Until the first draw the
 * canvas is clear, so that a recorded image can lie under it; from then on its attribute data-drawn
 * counts the images.
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
  const context = memoryContext(canvas);
  giveData(element, label, () => (images === 0 ? [] : pixelRows(context)));
  let draft: CanvasRenderingContext2D | undefined;
  let images = 0;

  function draw(pixels: Uint8ClampedArray, columns = canvas.width): void {
    const rows = pixels.length / columns;
    if (!Number.isInteger(rows)) {
      throw new RangeError(`invalid pixels: length ${pixels.length}, expected rows of ${columns}`);
    }
    resize(columns, rows);
    context.putImageData(new ImageData(greys(pixels), columns), 0, 0);
    done();
  }

  function drawStrip(
    rgba: Uint8ClampedArray<ArrayBuffer>,
    {y, columns, rows}: {y: number; columns: number; rows: number}
  ): void {
    resize(columns, rows);
    context.putImageData(new ImageData(rgba, columns), 0, y);
  }

  function drawDraft(
    rgba: Uint8ClampedArray<ArrayBuffer>,
    {y, columns, rows}: {y: number; columns: number; rows: number}
  ): void {
    if (draft === undefined) {
      draft = memoryContext(document.createElement("canvas"));
      draft.canvas.className = "draft";
      draft.canvas.ariaHidden = "true";
      canvas.after(draft.canvas);
    }
    scale(draft, columns, rows);
    draft.putImageData(new ImageData(rgba, columns), 0, y);
    draft.canvas.hidden = false;
    failure.hidden = true;
  }

  function resize(columns: number, rows: number): void {
    if (scale(context, columns, rows)) smooth();
  }

  /** Keeps enlarged pixels square; a sheet finer than the screen is averaged instead. */
  function smooth(): void {
    const finer = canvas.width > element.clientWidth * devicePixelRatio;
    canvas.style.imageRendering = finer ? "auto" : "pixelated";
  }

  function done(): void {
    canvas.dataset.drawn = String(++images);
    failure.hidden = true;
    if (draft !== undefined) draft.canvas.hidden = true;
  }

  new ResizeObserver(smooth).observe(element);
  const methods = {draw, drawStrip, drawDraft, done, fail: failure.fail};
  return Object.defineProperty(Object.assign(element, methods), "isDraft", {
    get: () => draft?.canvas.hidden === false
  }) as unknown as Picture;
}

/** Gives a canvas another size and scales what is on it; returns whether it had another one. */
function scale(context: CanvasRenderingContext2D, columns: number, rows: number): boolean {
  const {canvas} = context;
  if (canvas.width === columns && canvas.height === rows) return false;
  const old = canvas.cloneNode() as HTMLCanvasElement;
  memoryContext(old).drawImage(canvas, 0, 0);
  canvas.width = columns;
  canvas.height = rows;
  context.drawImage(old, 0, 0, columns, rows);
  return true;
}

/** Opaque grey of each ink, as a canvas keeps it: 255 − ink in red, green and blue. */
const greyOf = Uint32Array.from(
  {length: 256},
  (_, ink) => (0xff000000 | ((255 - ink) * 0x010101)) >>> 0
);

/** Returns RGBA bytes, ink on paper: 255 − ink in red, green and blue, opaque; length 4n for n. */
export function greys(pixels: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(pixels.length);
  // A loop: Uint32Array.from takes several times as long.
  for (let i = 0; i < words.length; ++i) words[i] = greyOf[pixels[i]];
  return new Uint8ClampedArray(words.buffer);
}
