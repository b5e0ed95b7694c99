import type {Channels, ImageSize} from "../formats/image-size.js";
import {giveData, pixelRows} from "./figure-data.js";
import {failureNote} from "./notice.js";

/** Options for picture. */
interface PictureOptions {
  /** The width, in image pixels, until other pixels are drawn; defaults to 28. */
  width?: number;
  /** The height, in image pixels, until other pixels are drawn; defaults to 28. */
  height?: number;
  /** What a screen reader says; defaults to “generated image”. */
  label?: string;
}

/** A place for one image, which keeps its box whatever is drawn in it. */
export interface Picture extends HTMLElement {
  /**
   * Draws 8-bit pixels, row-major, 0 paper … 255 ink; columns defaults to the present width. Of three
   * channels, red, green and blue lie side by side, 0 dark … 255 light.
   */
  draw(pixels: Uint8ClampedArray, columns?: number, channels?: Channels): void;
  /**
   * Draws whole lines, as RGBA, of an image of columns × rows pixels, from line y on. Its other
   * lines stay as they are, enlarged if the image had another size.
   */
  drawStrip(
    rgba: Uint8ClampedArray<ArrayBuffer>,
    place: {y: number; columns: number; rows: number; channels?: Channels}
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

/** So many pixels to one of the screen are averaged; fewer are what browsers blend by themselves. */
const CROWDED = 1.5;

/**
 * Returns an element with a canvas at data resolution, for CSS to scale. Until the first draw the
 * canvas is clear, so that a recorded image can lie under it, and the element has the attribute
 * data-waiting; from then on the canvas’s attribute data-drawn counts the images.
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
  element.dataset.waiting = "";
  element.append(canvas, failure);
  const context = memoryContext(canvas);
  giveData(element, label, () => (images === 0 ? [] : pixelRows(context, channels)));
  let draft: CanvasRenderingContext2D | undefined;
  let average: CanvasRenderingContext2D | undefined;
  let images = 0;
  let channels: Channels = 1;
  let across = 0; // pixels of the screen; read when it changes, as reading it lays the page out

  function setChannels(drawn: Channels): void {
    channels = drawn;
    // Ink is turned over in the dark; colors are not.
    element.toggleAttribute("data-colors", channels === 3);
  }

  function draw(pixels: Uint8ClampedArray, columns = canvas.width, drawn: Channels = 1): void {
    const rows = pixels.length / columns / drawn;
    if (!Number.isInteger(rows)) {
      throw new RangeError(`invalid pixels: length ${pixels.length}, expected rows of ${columns}`);
    }
    resize(columns, rows);
    setChannels(drawn);
    const rgba = channels === 3 ? colors(pixels) : greys(pixels);
    context.putImageData(new ImageData(rgba, columns), 0, 0);
    done();
  }

  function drawStrip(
    rgba: Uint8ClampedArray<ArrayBuffer>,
    {y, columns, rows, channels: drawn = 1}: Parameters<Picture["drawStrip"]>[1]
  ): void {
    resize(columns, rows);
    setChannels(drawn);
    hide(average);
    context.putImageData(new ImageData(rgba, columns), 0, y);
  }

  function drawDraft(
    rgba: Uint8ClampedArray<ArrayBuffer>,
    {y, columns, rows, channels: drawn = 1}: Parameters<Picture["drawStrip"]>[1]
  ): void {
    draft ??= layer("draft");
    setChannels(drawn);
    scale(draft, columns, rows);
    draft.putImageData(new ImageData(rgba, columns), 0, y);
    draft.canvas.hidden = false;
    failure.hidden = true;
    hide(average);
  }

  /** Returns a canvas over the one of the data, and over those before. */
  function layer(name: string): CanvasRenderingContext2D {
    const over = memoryContext(document.createElement("canvas"));
    over.canvas.className = name;
    over.canvas.ariaHidden = "true";
    failure.before(over.canvas);
    return over;
  }

  function resize(columns: number, rows: number): void {
    if (scale(context, columns, rows)) smooth();
  }

  /** Keeps enlarged pixels square; a sheet finer than the screen is averaged instead. */
  function smooth(): void {
    const density = across > 0 ? canvas.width / across : 0;
    canvas.style.imageRendering = density > 1 ? "auto" : "pixelated";
    if (density > CROWDED && images > 0) showAverage(Math.round(across));
    else hide(average);
  }

  /** Shows each pixel of the screen as the mean of all that lie under it, so many to a line. */
  function showAverage(columns: number): void {
    average ??= layer("average");
    average.canvas.width = columns;
    average.canvas.height = Math.round((columns * canvas.height) / canvas.width);
    average.imageSmoothingQuality = "high";
    average.drawImage(canvas, 0, 0, average.canvas.width, average.canvas.height);
    average.canvas.hidden = false;
  }

  function done(): void {
    delete element.dataset.waiting;
    canvas.dataset.drawn = String(++images);
    failure.hidden = true;
    hide(draft);
    smooth();
  }

  new ResizeObserver(() => {
    across = element.clientWidth * devicePixelRatio;
    smooth();
  }).observe(element);
  const methods = {draw, drawStrip, drawDraft, done, fail: failure.fail};
  return Object.defineProperty(Object.assign(element, methods), "isDraft", {
    get: () => draft?.canvas.hidden === false
  }) as unknown as Picture;
}

function hide(layer: CanvasRenderingContext2D | undefined): void {
  if (layer !== undefined) layer.canvas.hidden = true;
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

/** Returns RGBA bytes of red, green and blue side by side, opaque; length 4n for 3n. */
function colors(pixels: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((pixels.length / 3) * 4).fill(255);
  for (let i = 0, to = 0; i < pixels.length; i += 3, to += 4) {
    rgba[to] = pixels[i];
    rgba[to + 1] = pixels[i + 1];
    rgba[to + 2] = pixels[i + 2];
  }
  return rgba;
}

/**
 * Returns n positions on the unit interval, evenly spaced from low to high, both included.
 *
 * @param n at least 2
 * @param range [low, high], of u; defaults to the reach of the sliders, [0.05, 0.95]
 */
export function gridPositions(n: number, [low, high]: readonly number[] = [0.05, 0.95]): number[] {
  if (!(n >= 2)) throw new RangeError(`invalid grid size: ${n}, expected at least 2`);
  return Array.from({length: n}, (_, i) => low + ((high - low) * i) / (n - 1));
}

/**
 * Returns the n² points of a sheet, row by row from the top: row r, column c (from 1) is
 * [u_c, u_r, …rest], column first. So row 3, column 4 of a 4 × 4 sheet is [0.95, 0.65, …rest].
 *
 * @param rest the coordinates that all images share, in [0, 1]
 */
export function gridPoints(
  n: number,
  rest: readonly number[],
  range?: readonly number[]
): number[][] {
  const positions = gridPositions(n, range);
  return positions.flatMap((row) => positions.map((column) => [column, row, ...rest]));
}

/**
 * Returns the pixels of one sheet, row-major, from those of its n² images, which come one after
 * the other, row by row from the top.
 *
 * @param images length n² × width × height × channels
 * @throws RangeError if the length is another
 */
export function sheetPixels(
  images: Uint8ClampedArray,
  n: number,
  {width = 28, height = 28, channels = 1}: Partial<ImageSize> = {}
): Uint8ClampedArray<ArrayBuffer> {
  const across = width * channels;
  const expected = n * n * across * height;
  if (images.length !== expected) {
    throw new RangeError(`invalid images: length ${images.length}, expected ${expected}`);
  }
  const sheet = new Uint8ClampedArray(images.length);
  for (let from = 0; from < images.length; from += across) {
    const line = from / across; // counts lines of pixels, through all images
    const image = Math.floor(line / height);
    const row = Math.floor(image / n) * height + (line % height);
    const column = (image % n) * across;
    sheet.set(images.subarray(from, from + across), row * n * across + column);
  }
  return sheet;
}

/**
 * Returns the context of a canvas whose pixels are written by hand: it is kept in memory, where on
 * a graphics card each picture would wait for the card.
 */
export function memoryContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext("2d", {willReadFrequently: true})!;
}

/** Returns the 8-bit pixels, 0 paper … 255 ink, row-major, of a grey picture that is loaded. */
export function loadedInk(image: HTMLImageElement): Uint8ClampedArray<ArrayBuffer> {
  const canvas = document.createElement("canvas");
  const {naturalWidth, naturalHeight} = image;
  canvas.width = naturalWidth;
  canvas.height = naturalHeight;
  const context = memoryContext(canvas);
  context.drawImage(image, 0, 0);
  const {data} = context.getImageData(0, 0, naturalWidth, naturalHeight);
  return Uint8ClampedArray.from({length: data.length / 4}, (_, i) => 255 - data[4 * i]);
}

/** Returns 8-bit pixels, 0 paper … 255 ink, of ink in [0, 1]. */
export function inkPixels(x: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from(x, (ink) => 255 * ink);
}
