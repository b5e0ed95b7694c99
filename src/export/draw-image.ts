import {svgElement} from "./svg-paint.js";

/** Returns a canvas or an image of the page in its place, with all its pixels, as PNG. */
export function drawImage(
  source: HTMLCanvasElement | HTMLImageElement,
  {x, y, width, height}: DOMRect
): SVGElement[] {
  const size =
    source instanceof HTMLCanvasElement
      ? {width: source.width, height: source.height}
      : {width: source.naturalWidth, height: source.naturalHeight};
  if (size.width === 0 || size.height === 0) return [];
  const style = getComputedStyle(source);
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = canvas.getContext("2d")!;
  // In the dark images of ink are turned over by a filter, which an SVG file might not have.
  if (style.filter !== "none") context.filter = style.filter;
  context.drawImage(source, 0, 0);
  const image = svgElement("image", {
    x,
    y,
    width,
    height,
    preserveAspectRatio: "none",
    href: canvas.toDataURL("image/png")
  });
  if (style.imageRendering === "pixelated") {
    image.setAttribute("style", "image-rendering: optimizeSpeed; image-rendering: pixelated");
  }
  if (style.opacity !== "1") image.setAttribute("opacity", style.opacity);
  return [image];
}
