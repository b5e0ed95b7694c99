import type {ScaleLinear, Selection} from "d3";
import {axisBottom, axisLeft} from "d3";
import {clamp} from "./drag.js";

/** The drawings of our figures, by d3. */
export type Drawing<Element extends SVGElement> = Selection<Element, undefined, null, undefined>;
/** A scale from data to CSS pixels. */
export type Scale = ScaleLinear<number, number>;

/**
 * Draws a horizontal axis under the figure and a vertical one at its left, and returns the texts
 * beside them, for the caller to name what they measure.
 *
 * @param floor where the horizontal axis lies; defaults to the lower end of y
 */
export function labelledAxes<Group extends SVGElement>(
  svg: Drawing<Group>,
  x: Scale,
  y: Scale,
  {xTicks = 5, yTicks = 5, floor = y.range()[0]} = {}
): {xLabel: Drawing<SVGTextElement>; yLabel: Drawing<SVGTextElement>} {
  const [left, right] = x.range();
  const middle = (y.range()[0] + y.range()[1]) / 2;
  const {below, beside} = axisGroups(svg, {left, bottom: floor});
  below.call(axisBottom(x).ticks(xTicks).tickSizeOuter(0));
  beside.call(axisLeft(y).ticks(yTicks).tickSizeOuter(0));
  const xLabel = svg.append("text").attr("class", "axis-label");
  xLabel.attr("x", (left + right) / 2).attr("y", floor + 34);
  const yLabel = svg.append("text").attr("class", "axis-label");
  yLabel.attr("transform", `translate(${left - 34},${middle}) rotate(-90)`);
  return {xLabel, yLabel};
}

/** The widths that a drawing is laid out for, in CSS pixels; beyond them it is scaled. */
interface Widths {
  least: number;
  most: number;
}

/**
 * Lays a drawing out for the width of its place, now and whenever that changes, so that text keeps
 * its size on a small screen.
 *
 * @param layout gets the width, and is called at once with the greatest one
 */
export function onWidth(
  place: Element,
  {least, most}: Widths,
  layout: (width: number) => void
): void {
  let present = most;
  layout(present);
  new ResizeObserver((entries) => {
    const {width} = entries.at(-1)!.contentRect;
    // Out of the page it has none, and keeps the layout that it had.
    const next = width === 0 ? present : Math.round(clamp(width, [least, most]));
    if (next === present) return;
    present = next;
    layout(present);
  }).observe(place);
}

/** A mark that a reader can take hold of. */
export type Mark = Drawing<SVGGElement>;

/** Draws a dot in the color of the object it stands for, with room around it for a finger. */
export function svgMark(svg: Drawing<SVGSVGElement>, symbol: "u" | "z" | "q" | "epsilon"): Mark {
  const mark = svg.append("g").attr("class", `mark of-${symbol}`);
  mark.append("circle").attr("class", "grip").attr("r", 18);
  mark.append("circle").attr("class", "dot").attr("r", 6);
  return mark;
}

/** Draws the rectangle between two corners, in the coordinates of the drawing. */
export function svgBox<Group extends SVGElement>(
  svg: Drawing<Group>,
  className: string,
  [left, right]: readonly number[],
  [bottom, top]: readonly number[]
): Drawing<SVGRectElement> {
  const box = svg.append("rect").attr("class", className).attr("x", left).attr("y", top);
  return box.attr("width", right - left).attr("height", bottom - top);
}

/** Returns the empty groups of a horizontal axis under a figure and of a vertical one at its left. */
export function axisGroups<Element extends SVGElement>(
  svg: Drawing<Element>,
  {left, bottom}: {left: number; bottom: number}
): {below: Drawing<SVGGElement>; beside: Drawing<SVGGElement>} {
  const at = (x: number, y: number) =>
    svg.append("g").attr("class", "axis").attr("transform", `translate(${x},${y})`);
  return {below: at(0, bottom), beside: at(left, 0)};
}

/** Writes the name of what a drawing shows, with its left end at a place; returns the text. */
export function axisName(
  svg: Drawing<SVGSVGElement>,
  text: string,
  className: string,
  [left, bottom]: readonly [number, number]
): Drawing<SVGTextElement> {
  const name = svg.append("text").attr("class", `axis-name ${className}`).text(text);
  return name.attr("x", left).attr("y", bottom);
}

const subscripts = "₀₁₂₃₄₅₆₇₈₉";

/** Returns the name of one coordinate, counted from 0, as plain text: latentName("u", 0) is u₁. */
export function latentName(symbol: "u" | "z", latent: number): string {
  return symbol + Array.from(String(latent + 1), (digit) => subscripts[Number(digit)]).join("");
}
