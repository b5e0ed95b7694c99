import type {Axes} from "./class-medians.js";

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

/** The side of a dot, in CSS pixels. */
const dotSize = 2;

/**
 * Draws a square dot for each code of a shown class, in the order of the test set: drawn class by
 * class, the last one would cover the others.
 *
 * @param place maps a code’s two coordinates to CSS pixels of the canvas
 * @param colors one CSS color for each class
 */
export function codeDots(
  canvas: HTMLCanvasElement,
  {codes, labels, latentSize, axes, shown}: Dots,
  place: {x(z: number): number; y(z: number): number},
  colors: readonly string[]
): void {
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.save();
  context.scale(canvasScale, canvasScale);
  context.globalAlpha = 0.6;
  labels.forEach((label, i) => {
    if (!shown.has(label)) return;
    const x = place.x(codes[i * latentSize + axes[0]]);
    const y = place.y(codes[i * latentSize + axes[1]]);
    context.fillStyle = colors[label];
    context.fillRect(x - dotSize / 2, y - dotSize / 2, dotSize, dotSize);
  });
  context.restore();
}

/** Canvas pixels for each CSS pixel, in both directions: sharp on screens of twice the density. */
export const canvasScale = 2;
