import {drawBox} from "./draw-box.js";
import {drawControl} from "./draw-control.js";
import {drawImage} from "./draw-image.js";
import {drawSvg} from "./draw-svg.js";
import {drawText} from "./draw-text.js";
import {svgElement} from "./svg-paint.js";

/** What is on the page for its readers, and no part of a figure. */
const outside =
  ".exhibit-tools, .figure-save, .predict, .answer, .own-input, .katex-mathml, legend, script, style, noscript, observablehq-loading";

/**
 * Returns an element of the page and all that is in it as SVG, in the coordinates of the window:
 * boxes, lines of text, drawings and images as they stand, one over the other as on the page.
 */
export function drawElement(element: Element): SVGElement[] {
  if (element.matches(outside)) return [];
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (!isVisible(style, box)) return [];
  if (element instanceof SVGSVGElement) return [drawSvg(element, box)];
  if (element instanceof HTMLCanvasElement || element instanceof HTMLImageElement) {
    return style.visibility === "hidden" ? [] : drawImage(element, box);
  }
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
    return drawControl(element, style, box);
  }
  // An inline element has a box for each of its lines, and nothing here draws boxes for such.
  const isBox = style.display !== "inline" && style.display !== "contents";
  const drawn = [
    ...(isBox && style.visibility !== "hidden" ? drawBox(style, box) : []),
    ...Array.from(element.childNodes).flatMap((child) =>
      child instanceof Text
        ? drawText(child, style)
        : child instanceof Element
          ? drawElement(child)
          : []
    )
  ];
  if (style.opacity === "1" || drawn.length === 0) return drawn;
  const group = svgElement("g", {opacity: style.opacity});
  group.append(...drawn);
  return [group];
}

function isVisible(style: CSSStyleDeclaration, {width, height}: DOMRect): boolean {
  if (style.display === "none" || style.opacity === "0") return false;
  // What only screen readers get is cut off on the page.
  return style.display === "contents" || style.clipPath === "none" || (width > 1 && height > 1);
}
