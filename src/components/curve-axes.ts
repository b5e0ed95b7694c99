import {axisBottom, axisLeft, format} from "d3";
import type {axisGroups} from "./axes.js";
import type {PlotPoint, CurveScales, PanelCurve} from "./curve-lines.js";
import {informationScale} from "./information.js";

/** What the x-axis of curves counts, and from where to where the axes reach. */
export interface CurveDomains {
  xLabel: string;
  x: readonly [number, number];
  y: readonly [number, number];
}

/**
 * Draws the axes of curves in their groups: powers of ten below, and a grid of quantities of information
 * beside, in the unit shown.
 *
 * @param options.lines the lines of the grid, about
 * @param options.isShort whether there is no room but for the first and the last number below
 */
export function curveAxes(
  {below, beside}: ReturnType<typeof axisGroups>,
  {x, y}: CurveScales,
  {lines, isShort = false}: {lines: number; isShort?: boolean}
): void {
  const [left, right] = x.range();
  const all = logTicks(x.domain() as [number, number]);
  const ticks = isShort && all.length > 2 ? [all[0], all.at(-1)!] : all;
  const axis = axisBottom(x).tickValues(ticks).tickSizeOuter(0);
  below.call(axis.tickFormat((value) => tickText(value.valueOf())));
  beside.call(
    axisLeft(informationScale(y))
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

const superscripts: Record<string, string> = {"-": "⁻"};
for (const [digit, superscript] of [..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries()) superscripts[digit] = superscript;

/** Returns the powers of ten within a range, its ends included, that are > 0. */
export function powersWithin([low, high]: readonly [number, number]): number[] {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  return Array.from({length: Math.max(0, last - first + 1)}, (_, i) => 10 ** (first + i));
}

/** Returns the powers of ten within a range, and three times them where there are fewer than three. */
export function logTicks(range: readonly [number, number]): number[] {
  const powers = powersWithin(range);
  if (powers.length > 2) return powers;
  const [low, high] = range;
  const thrice = powersWithin([low / 3, high / 3]).map((power) => 3 * power);
  // 3 · 0.1 is not 0.3 in binary.
  return [...powers, ...thrice]
    .map((tick) => Number(tick.toPrecision(6)))
    .toSorted((a, b) => a - b);
}

/** Returns a number of an axis: small ones as they are, powers of ten and multiples of them in short. */
export function tickText(value: number): string {
  if (value < 1000) return String(value);
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const times = Math.round(value / power);
  return times === 1 ? powerText(power) : `${times}·${powerText(power)}`;
}

/** Returns a power of ten as it is written: powerText(10_000) is 10⁴. */
export function powerText(value: number): string {
  const digits = String(Math.round(Math.log10(value)));
  return `10${Array.from(digits, (digit) => superscripts[digit]).join("")}`;
}

/** Returns about how large a number is: below 1,000 to two digits, else the nearest power of ten. */
export function orderText(value: number): string {
  return value < 1000 ? format(".2~r")(value) : powerText(value);
}
