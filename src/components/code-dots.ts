import type {Axes} from "./class-medians.js";
import type {Scale} from "./labelled-axes.js";

/** What codeDots draws. */
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

/** The side of a dot, in CSS pixels. */
const dotSize = 2;

/**
 * Draws a square dot for each code of a shown class, in the order of the test set: drawn class by
 * class, the last one would cover the others.
 *
 * @param scales map a code’s two coordinates to CSS pixels of the canvas; what lies outside of
 *     their ranges is left out
 * @param colors one CSS color for each class
 */
export function codeDots(
  canvas: HTMLCanvasElement,
  {codes, labels, latentSize, axes, shown}: Dots,
  {x, y}: {x: Scale; y: Scale},
  colors: readonly string[]
): void {
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.save();
  context.scale(canvasScale, canvasScale);
  const [[left, right], [bottom, top]] = [x.range(), y.range()];
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.globalAlpha = 0.6;
  labels.forEach((label, i) => {
    if (!shown.has(label)) return;
    const across = x(codes[i * latentSize + axes[0]]);
    const up = y(codes[i * latentSize + axes[1]]);
    context.fillStyle = colors[label];
    context.fillRect(across - dotSize / 2, up - dotSize / 2, dotSize, dotSize);
  });
  context.restore();
}
