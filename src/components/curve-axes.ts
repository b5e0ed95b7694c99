import {axisBottom, axisLeft} from "d3";
import type {axisGroups} from "./axes.js";
import type {PlotPoint, CurveScales, PanelCurve} from "./curve-lines.js";

/** From where to where the axes of curves reach. */
export interface CurveDomains {
  x: readonly [number, number];
  y: readonly [number, number];
}

/** Draws the axes of curves in their groups: powers of ten below, and a grid of about so many lines. */
export function curveAxes(
  {below, beside}: ReturnType<typeof axisGroups>,
  {x, y}: CurveScales,
  lines: number
): void {
  const [left, right] = x.range();
  const powers = powersWithin(x.domain() as [number, number]);
  const axis = axisBottom(x).tickValues(powers).tickSizeOuter(0);
  below.call(axis.tickFormat((value) => powerText(value.valueOf())));
  beside.call(
    axisLeft(y)
      .ticks(lines)
      .tickSize(left - right)
      .tickSizeOuter(0)
  );
  beside.classed("grid", true);
}

/** Returns from where to where curves reach on an axis. */
export function curveExtent(
  curves: readonly PanelCurve[],
  axis: "x" | "y"
): readonly [number, number] {
  const values = curves.flatMap(({solid, dashed, band = []}) => [
    ...[...solid, ...(dashed?.points ?? [])].map((point: PlotPoint) => point[axis]),
    ...band.flatMap(({x, low, high}) => (axis === "x" ? [x] : [low, high]))
  ]);
  return [Math.min(...values), Math.max(...values)];
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Returns the powers of ten within a range, its ends included, that are > 0. */
export function powersWithin([low, high]: readonly [number, number]): number[] {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  return Array.from({length: Math.max(0, last - first + 1)}, (_, i) => 10 ** (first + i));
}

/** Returns a power of ten as it is written: powerText(10_000) is 10⁴. */
export function powerText(value: number): string {
  const digits = String(Math.round(Math.log10(value)));
  return `10${Array.from(digits, (digit) => superscripts[Number(digit)]).join("")}`;
}
