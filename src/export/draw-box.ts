import {isSeen, paint, svgElement} from "./svg-paint.js";

const sides = ["Top", "Right", "Bottom", "Left"] as const;

/** Returns the background of an element of the page and its borders, where it has any. */
export function drawBox(style: CSSStyleDeclaration, box: DOMRect): SVGElement[] {
  const {x, y, width, height} = box;
  const drawn: SVGElement[] = [];
  const borders = sides.map((side) => ({
    width: style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]),
    color: style[`border${side}Color`]
  }));
  const even = borders.every(
    (border) => border.width === borders[0].width && border.color === borders[0].color
  );
  const radius = parseFloat(style.borderTopLeftRadius) || 0;
  const rect = (inset: number) =>
    svgElement("rect", {
      x: x + inset,
      y: y + inset,
      width: Math.max(0, width - 2 * inset),
      height: Math.max(0, height - 2 * inset),
      ...(radius > 0 ? {rx: style.borderTopLeftRadius.endsWith("%") ? width / 2 : radius} : {})
    });
  if (isSeen(style.backgroundColor)) {
    const filled = rect(0);
    paint(filled, "fill", style.backgroundColor);
    drawn.push(filled);
  }
  const around = (lineWidth: number, color: string, inset: number) => {
    const line = rect(inset);
    line.setAttribute("fill", "none");
    line.setAttribute("stroke-width", String(lineWidth));
    paint(line, "stroke", color);
    drawn.push(line);
  };
  const [{width: border, color}] = borders;
  if (even && border > 0 && isSeen(color)) around(border, color, border / 2);
  else if (!even) drawn.push(...borders.flatMap((one, i) => edge(i, one, box)));
  const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  if (outline > 0) around(outline, style.outlineColor, -outline / 2);
  return drawn;
}

/** Returns one border of a box, by its number from the top clockwise. */
function edge(
  side: number,
  {width: thick, color}: {width: number; color: string},
  {x, y, width, height}: DOMRect
): SVGElement[] {
  if (thick === 0 || !isSeen(color)) return [];
  const place = [
    {x, y, width, height: thick},
    {x: x + width - thick, y, width: thick, height},
    {x, y: y + height - thick, width, height: thick},
    {x, y, width: thick, height}
  ][side];
  const line = svgElement("rect", place);
  paint(line, "fill", color);
  return [line];
}
