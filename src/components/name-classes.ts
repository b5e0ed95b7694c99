import {classMedians, type Axes} from "./class-medians.js";
import type {Drawing, Scale} from "./labelled-axes.js";
import {spreadLabels} from "./spread-labels.js";

/** Codes with their classes, as they are named on a plane. */
export interface NamedCodes {
  /** Row-major [count, latentSize]. */
  codes: Float32Array;
  /** The class of each code. */
  labels: Uint8Array;
  latentSize: number;
  /** What the classes are called. */
  classes: readonly string[];
}

const letterWidth = 7.5; // CSS pixels

/** Writes the name of each shown class at the median of its codes, and none over another. */
export function nameClasses(
  group: Drawing<SVGGElement>,
  {codes, labels, latentSize, classes}: NamedCodes,
  {axes, shown, x, y}: {axes: Axes; shown: ReadonlySet<number>; x: Scale; y: Scale}
): void {
  const classCount = classes.length;
  const medians = classMedians(codes, labels, {latentSize, classCount, axes});
  const visible = medians
    .map((at, i) => ({
      x: x(at[0]),
      y: y(at[1]),
      width: letterWidth * classes[i].length,
      text: classes[i]
    }))
    .filter((_, i) => shown.has(i));
  const ys = spreadLabels(visible);
  const texts = group.selectAll("text").data(visible).join("text");
  texts
    .attr("x", (label) => label.x)
    .attr("y", (_, i) => ys[i])
    .text(({text}) => text);
}
