import type {ScaleLinear} from "d3";
import {bin, format} from "d3";
import type {Drawing} from "./axes.js";

/** Where a histogram stands in its drawing, in CSS pixels. */
export interface HistogramPlace {
  /** The line that the bars stand on. */
  floor: number;
  /** The height of the highest bar. */
  height: number;
}

const BINS = 61; // odd, so that a bar stands over the middle

/** Returns the heights of the bars, which share the domain in equal parts, and what falls outside. */
export function binCounts(
  values: ArrayLike<number>,
  domain: readonly [number, number]
): {counts: number[]; outside: number} {
  const [low, high] = domain;
  const inside = Array.from(values).filter((value) => value >= low && value < high);
  const width = (high - low) / BINS;
  const edges = Array.from({length: BINS - 1}, (_, i) => low + (i + 1) * width);
  const counts = bin()
    .domain([low, high])
    .thresholds(edges)(inside)
    .map((one) => one.length);
  return {counts, outside: values.length - inside.length};
}

/** Draws a histogram as one path, and returns how many values lie beyond its axis. */
export function drawHistogram(
  path: Drawing<SVGPathElement>,
  values: ArrayLike<number>,
  x: ScaleLinear<number, number>,
  {floor, height}: HistogramPlace
): number {
  const {counts, outside} = binCounts(values, x.domain() as [number, number]);
  const most = Math.max(1, ...counts);
  const [left, right] = x.range();
  const width = (right - left) / BINS;
  const top = (count: number) => floor - (height * count) / most;
  const bars = counts.map((count, i) =>
    count === 0 ? "" : `M${left + i * width + 0.5},${floor}V${top(count)}h${width - 1}V${floor}Z`
  );
  path.attr("d", bars.join(""));
  return outside;
}

/** Returns a number with three digits that mean something, as the figures write estimates. */
export const threeDigits = format(",.3~r");
