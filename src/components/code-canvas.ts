import {canvasScale, codeDots} from "./code-dots.js";
import type {Scale} from "./labelled-axes.js";

/** The codes of a test set with two latents, and what their classes are called. */
export interface CodeCloud {
  /** Posterior means, row-major [count, 2]. */
  mu: Float32Array;
  /** The class of each code. */
  labels: Uint8Array;
  classes: readonly string[];
}

/** A canvas of codes, which lies under a drawing. */
export interface CodeCanvas {
  canvas: HTMLCanvasElement;
  /** Draws the codes that lie within the scales’ domains. */
  draw(cloud: CodeCloud, scales: {x: Scale; y: Scale}): void;
}

/**
 * Returns a canvas of codes; in the dark they are drawn anew in other colors.
 *
 * @param side of the square, in CSS pixels of the drawing
 */
export function codeCanvas(side: number): CodeCanvas {
  const canvas = document.createElement("canvas");
  canvas.className = "faint-codes";
  canvas.width = canvas.height = side * canvasScale;
  canvas.ariaHidden = "true";
  let last: Parameters<CodeCanvas["draw"]> | undefined;

  function draw(cloud: CodeCloud, scales: {x: Scale; y: Scale}): void {
    last = [cloud, scales];
    const style = getComputedStyle(canvas);
    const colors = cloud.classes.map((_, i) => style.getPropertyValue(`--class-${i}`));
    const shown = new Set(cloud.classes.keys());
    codeDots(
      canvas,
      {...inside(cloud, scales), latentSize: 2, axes: [0, 1], shown},
      scales,
      colors
    );
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (last !== undefined) draw(...last);
  });
  return {canvas, draw};
}

/** Returns the codes within the scales’ domains: an enlargement has few of them to draw. */
function inside({mu, labels}: CodeCloud, {x, y}: {x: Scale; y: Scale}) {
  const [[left, right], [bottom, top]] = [x.domain(), y.domain()];
  const [codes, classes]: [number[], number[]] = [[], []];
  labels.forEach((label, i) => {
    const [across, up] = [mu[2 * i], mu[2 * i + 1]];
    if (across < left || across > right || up < bottom || up > top) return;
    codes.push(across, up);
    classes.push(label);
  });
  return {codes: Float32Array.from(codes), labels: Uint8Array.from(classes)};
}
