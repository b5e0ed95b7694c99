import {rgb} from "d3";
import type {Axes} from "./class-medians.js";
import type {Scale} from "./labelled-axes.js";
import {memoryContext} from "./memory-context.js";

/** What dotImage draws. */
export interface Dots {
  /** Posterior means, row-major [count, latentSize]. */
  codes: Float32Array;
  /** The class of each code. */
  labels: Uint8Array;
  latentSize: number;
  axes: Axes;
  /** The classes to draw. */
  shown: ReadonlySet<number>;
}

/** Canvas pixels for each CSS pixel, in both directions: sharp on screens of twice the density. */
export const canvasScale = 2;

/** The side of a dot, in canvas pixels. */
const dotSize = 2 * canvasScale;

/** The share of a dot’s color in what it covers. */
const opacity = 0.6;

/**
 * Returns an image of a canvas’s size with a square dot for each code of a shown class, in the order
 * of the test set: drawn class by class, the last one would cover the others.
 *
 * The pixels are mixed here: ten thousand calls of the canvas would hold the page for as long as
 * three frames.
 *
 * @param scales map a code’s two coordinates to CSS pixels of the canvas; what lies outside of
 *     their ranges is left out
 * @param colors one CSS color for each class
 */
export function dotImage(
  canvas: HTMLCanvasElement,
  {codes, labels, latentSize, axes, shown}: Dots,
  {x, y}: {x: Scale; y: Scale},
  colors: readonly string[]
): ImageData {
  const image = new ImageData(canvas.width, canvas.height);
  const [left, right] = x.range().map((end) => Math.round(end * canvasScale));
  const [bottom, top] = y.range().map((end) => Math.round(end * canvasScale));
  const inks = colors.map((name) => rgb(name));
  for (let i = 0; i < labels.length; ++i) {
    if (!shown.has(labels[i])) continue;
    const across = corner(x(codes[i * latentSize + axes[0]]));
    const up = corner(y(codes[i * latentSize + axes[1]]));
    const [from, to] = [Math.max(across, left), Math.min(across + dotSize, right)];
    for (let row = Math.max(up, top); row < Math.min(up + dotSize, bottom); ++row) {
      for (let column = from; column < to; ++column) {
        mix(image.data, 4 * (row * image.width + column), inks[labels[i]]);
      }
    }
  }
  return image;
}

/** Draws the dots of dotImage on a canvas, in place of what it shows. */
export function codeDots(
  canvas: HTMLCanvasElement,
  dots: Dots,
  scales: {x: Scale; y: Scale},
  colors: readonly string[]
): void {
  memoryContext(canvas).putImageData(dotImage(canvas, dots, scales, colors), 0, 0);
}

/** Returns where a dot around a place begins, in canvas pixels. */
function corner(place: number): number {
  return Math.round(place * canvasScale) - dotSize / 2;
}

/** Lays a color over a pixel, by the rule for paints that let light through. */
function mix(data: Uint8ClampedArray, at: number, {r, g, b}: {r: number; g: number; b: number}) {
  const below = (data[at + 3] / 255) * (1 - opacity);
  const whole = opacity + below;
  data[at] = (opacity * r + below * data[at]) / whole;
  data[at + 1] = (opacity * g + below * data[at + 1]) / whole;
  data[at + 2] = (opacity * b + below * data[at + 2]) / whole;
  data[at + 3] = 255 * whole;
}
