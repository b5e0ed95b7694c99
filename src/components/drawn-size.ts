/**
 * Keeps the text of a drawing, and what a finger takes hold of, at the sizes that the styles give
 * them in CSS pixels, however large the drawing itself is drawn: tells the styles, by `--drawn`, how
 * many of its units a CSS pixel is.
 *
 * @param drawing has a viewBox
 */
export function keepSizes(drawing: SVGSVGElement): void {
  new ResizeObserver((entries) => {
    const {width} = entries.at(-1)!.contentRect;
    if (width === 0) return;
    const units = drawing.viewBox.baseVal.width / width;
    drawing.style.setProperty("--drawn", units.toFixed(3));
  }).observe(drawing);
}
