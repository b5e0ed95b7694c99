import type {Drawing} from "./labelled-axes.js";

/** Returns the empty groups of a horizontal axis under a figure and of a vertical one at its left. */
export function axisGroups<Element extends SVGElement>(
  svg: Drawing<Element>,
  {left, bottom}: {left: number; bottom: number}
): {below: Drawing<SVGGElement>; beside: Drawing<SVGGElement>} {
  const at = (x: number, y: number) =>
    svg.append("g").attr("class", "axis").attr("transform", `translate(${x},${y})`);
  return {below: at(0, bottom), beside: at(left, 0)};
}
