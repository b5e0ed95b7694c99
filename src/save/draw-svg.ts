import {isSeen, paint, rounded, svgElement} from "./paint.js";

/** What an element of a drawing has from its ancestors, unless it says otherwise. */
const inherited = [
  "fill-opacity",
  "fill-rule",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "letter-spacing",
  "text-anchor",
  "dominant-baseline",
  "visibility"
];
/** What it has by itself, with the value that goes without saying. */
const own: Record<string, string> = {
  opacity: "1",
  "mix-blend-mode": "normal",
  "vector-effect": "none",
  "text-decoration-line": "none"
};
/** Attributes that mean something on the page only. */
const left = /^(?:class|style|tabindex|role|data-.*|aria-.*|on.*|fill|stroke)$/;

/**
 * Returns a drawing of the page as one within another: its styles as attributes, its colors as
 * values, in its place.
 */
export function drawSvg(svg: SVGSVGElement, {x, y, width, height}: DOMRect): SVGElement {
  const copy = copied(svg, undefined);
  const box = svg.hasAttribute("viewBox") ? {} : {viewBox: `0 0 ${width} ${height}`};
  const place = Object.entries({...box, x, y, width, height});
  for (const [name, value] of place) {
    copy.setAttribute(name, typeof value === "number" ? String(rounded(value)) : value);
  }
  return copy;
}

function copied(element: SVGElement, above: CSSStyleDeclaration | undefined): SVGElement {
  const style = getComputedStyle(element);
  const copy = svgElement(element.localName);
  for (const {name, value} of element.attributes) {
    if (!left.test(name) && !name.includes(":")) copy.setAttribute(name, value);
  }
  if (element instanceof SVGSVGElement) copy.setAttribute("overflow", style.overflow);
  inline(copy, style, above);
  if (element instanceof SVGCircleElement) copy.setAttribute("r", style.getPropertyValue("r"));
  for (const child of element.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    else if (child instanceof SVGElement && isDrawn(child)) copy.append(copied(child, style));
  }
  return copy;
}

function inline(copy: Element, style: CSSStyleDeclaration, above?: CSSStyleDeclaration): void {
  for (const attribute of ["fill", "stroke"] as const) {
    const color = style.getPropertyValue(attribute);
    if (color !== above?.getPropertyValue(attribute)) paint(copy, attribute, color);
  }
  for (const name of inherited) {
    const value = style.getPropertyValue(name);
    // What paint has said of the opacity of a color is not said over.
    if (value === (above?.getPropertyValue(name) ?? "") || copy.hasAttribute(name)) continue;
    copy.setAttribute(name, value.replaceAll('"', "'"));
  }
  for (const [name, usual] of Object.entries(own)) {
    const value = style.getPropertyValue(name);
    if (value === usual || value === "") continue;
    // SVG has no attribute for how colors are mixed.
    if (name === "mix-blend-mode") copy.setAttribute("style", `${name}: ${value}`);
    else copy.setAttribute(name.replace("-line", ""), value);
  }
}

/** Whether a part of a drawing shows, or is what others refer to. */
function isDrawn(element: SVGElement): boolean {
  const style = getComputedStyle(element);
  if (style.display === "none" || style.opacity === "0") return false;
  if (element instanceof SVGTextElement) return style.visibility !== "hidden";
  if (!(element instanceof SVGGeometryElement)) return true;
  if (element.closest("clipPath, defs, mask, marker, pattern") !== null) return true;
  return style.visibility !== "hidden" && (isSeen(style.fill) || isSeen(style.stroke));
}
