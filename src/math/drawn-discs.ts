import {randomSource} from "./random.js";

/** The side of an image, in pixels. */
export const DISC_SIDE = 28;

/** Where the center of a disc may lie, across and down, in pixels from the edge. */
const CENTER = {least: 8, most: 20};

/** How large a disc may be, in pixels: the largest one touches no edge. */
const RADIUS = {least: 3, most: 7};

/** What a drawn image is made of, and all that there is to know about it. */
export interface Disc {
  /** The center’s distance from the left edge, in pixels. */
  across: number;
  /** The center’s distance from the upper edge, in pixels. */
  down: number;
  /** In pixels. */
  radius: number;
}

/** What the labels of drawn discs mean: the quarter of the image in which the center lies. */
export const discQuarters = ["upper left", "upper right", "lower left", "lower right"] as const;

/**
 * Returns a disc of the drawn set: its three factors are uniform and independent, so the set has
 * exactly three dimensions. Disc i of a seed is the same however many are drawn.
 */
export function discOf(seed: number, index: number): Disc {
  const uniform = randomSource(seed, index);
  const within = ({least, most}: typeof CENTER) => least + (most - least) * uniform();
  return {across: within(CENTER), down: within(CENTER), radius: within(RADIUS)};
}

/** Returns the quarter of the image in which the center lies, as a place in discQuarters. */
export function discQuarter({across, down}: Disc): number {
  return (across < DISC_SIDE / 2 ? 0 : 1) + (down < DISC_SIDE / 2 ? 0 : 2);
}

/**
 * Inks a disc on paper. A pixel’s ink falls from full to none over the one pixel around the disc’s
 * edge, by the distance of the pixel’s middle from the center.
 *
 * @param paper 28 × 28 pixels, row-major, all 0; 255 becomes ink
 */
export function inkDisc(paper: Uint8Array, {across, down, radius}: Disc): void {
  const reach = radius + 1;
  for (let row = Math.floor(down - reach); row < down + reach; ++row) {
    for (let column = Math.floor(across - reach); column < across + reach; ++column) {
      const distance = Math.hypot(column + 0.5 - across, row + 0.5 - down);
      const ink = Math.min(1, Math.max(0, radius + 0.5 - distance));
      paper[row * DISC_SIDE + column] = Math.round(255 * ink);
    }
  }
}
