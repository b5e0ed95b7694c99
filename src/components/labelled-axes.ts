import {axisBottom, axisLeft, type ScaleLinear, type Selection} from "d3";
import {axisGroups} from "./axis-groups.js";

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
