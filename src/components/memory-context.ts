/**
 * Returns the context of a canvas whose pixels are written by hand: it is kept in memory, where on
 * a graphics card each picture would wait for the card.
 */
export function memoryContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext("2d", {willReadFrequently: true})!;
}
