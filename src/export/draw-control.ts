import {paint, svgElement} from "./svg-paint.js";

/**
 * Returns a control of the page as it stands, drawn plainly: a line with its thumb, a box with its
 * tick, a text in a frame.
 */
export function drawControl(
  control: HTMLInputElement | HTMLSelectElement,
  style: CSSStyleDeclaration,
  box: DOMRect
): SVGElement[] {
  const color = style.accentColor === "auto" ? style.color : style.accentColor;
  if (control instanceof HTMLSelectElement) {
    return field(control.selectedOptions[0]?.text ?? "", style, box);
  }
  if (control.type === "range") return range(control, color, box);
  if (control.type === "checkbox" || control.type === "radio") return tick(control, color, box);
  return control.type === "file" ? [] : field(control.value, style, box);
}

function range(
  {min, max, valueAsNumber}: HTMLInputElement,
  color: string,
  {x, y, width, height}: DOMRect
): SVGElement[] {
  const [low, high] = [Number(min === "" ? 0 : min), Number(max === "" ? 100 : max)];
  const radius = Math.min(8, height / 2);
  const share = high > low ? (valueAsNumber - low) / (high - low) : 0;
  const [cx, cy] = [x + radius + share * (width - 2 * radius), y + height / 2];
  const line = (from: number, to: number, opacity: number) =>
    svgElement("path", {
      d: `M${from.toFixed(2)},${cy.toFixed(2)}H${to.toFixed(2)}`,
      "stroke-width": 4,
      "stroke-linecap": "round",
      "stroke-opacity": opacity
    });
  const lines = [line(x + 2, x + width - 2, 0.25), line(x + 2, cx, 1)];
  for (const one of lines) paint(one, "stroke", color);
  const thumb = svgElement("circle", {cx, cy, r: radius});
  paint(thumb, "fill", color);
  return [...lines, thumb];
}

function tick(
  {checked, type}: HTMLInputElement,
  color: string,
  {x, y, width, height}: DOMRect
): SVGElement[] {
  const rounding = type === "radio" ? width / 2 : 2;
  const frame = svgElement("rect", {
    x: x + 0.5,
    y: y + 0.5,
    width: width - 1,
    height: height - 1,
    rx: rounding
  });
  paint(frame, "fill", checked ? color : "transparent");
  paint(frame, "stroke", color);
  return [frame];
}

function field(text: string, style: CSSStyleDeclaration, {x, y, width, height}: DOMRect) {
  const frame = svgElement("rect", {x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1});
  frame.setAttribute("fill", "none");
  paint(frame, "stroke", style.borderTopColor);
  const words = svgElement("text", {
    x: x + 5,
    y: y + height / 2 + 0.35 * parseFloat(style.fontSize),
    "font-family": style.fontFamily.replaceAll('"', "'"),
    "font-size": style.fontSize
  });
  paint(words, "fill", style.color);
  words.textContent = text;
  return [frame, words];
}
