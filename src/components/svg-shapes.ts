import type {Drawing} from "./labelled-axes.js";

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
