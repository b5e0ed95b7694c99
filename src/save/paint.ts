const svgNamespace = "http://www.w3.org/2000/svg";

/** Returns an SVG element with attributes; lengths are rounded to a hundredth of a pixel. */
export function svgElement(
  name: string,
  attributes: Record<string, string | number> = {}
): SVGElement {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, typeof value === "number" ? String(rounded(value)) : value);
  }
  return element;
}

/** Returns a length to a hundredth of a pixel. */
export function rounded(length: number): number {
  return Math.round(100 * length) / 100;
}

/** Whether a computed color can be seen at all. */
export function isSeen(color: string): boolean {
  return color !== "none" && channels(color)[3] > 0;
}

/**
 * Paints an element with a computed color: as rgb(…), and with its opacity beside it, since SVG 1.1
 * knows no colors that are not opaque.
 */
export function paint(element: Element, attribute: "fill" | "stroke", color: string): void {
  if (!isSeen(color)) return element.setAttribute(attribute, "none");
  // A gradient or a pattern stays what it is.
  if (color.startsWith("url(")) return element.setAttribute(attribute, color);
  const [red, green, blue, alpha] = channels(color);
  element.setAttribute(attribute, `rgb(${red},${green},${blue})`);
  if (alpha < 1) element.setAttribute(`${attribute}-opacity`, String(rounded(alpha)));
}

const known = new Map<string, readonly [number, number, number, number]>();
let context: OffscreenCanvasRenderingContext2D | undefined;

/** Returns red, green and blue, 0 to 255, and alpha, 0 to 1, of any color that the browser knows. */
function channels(color: string): readonly [number, number, number, number] {
  const before = known.get(color);
  if (before !== undefined) return before;
  if (color.startsWith("url(")) return [0, 0, 0, 1];
  context ??= new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true})!;
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  const found = [red, green, blue, alpha / 255] as const;
  known.set(color, found);
  return found;
}
