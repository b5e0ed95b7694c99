/**
 * What stands for a page in the contents: part of one of its figures, or of its formulas or its code
 * where it has none, 96 × 64 CSS pixels.
 */
export interface Thumbnail {
  /** The page’s path, as in chapters. */
  path: string;
  /** Selects the part of the page, such as one drawing of a figure. */
  part: string;
  /**
   * Where the picture lies in that part: its left edge, its top edge and its width, as shares of the
   * part’s width; without it, as much of the middle as there is.
   */
  place?: readonly [left: number, top: number, width: number];
}

/** The size of a thumbnail in CSS pixels. */
export const thumbnailSize = {width: 96, height: 64};

/** The thumbnails that `npm run picture` records. */
export const thumbnails: readonly Thumbnail[] = [
  {path: "/introduction", part: "#encode .encode-plane .stage"},
  {path: "/scenario", part: "#plate .plate-diagram"},
  {path: "/bound", part: "#gap .gap-zoom"},
  {path: "/algorithm", part: "#line-by-line .algorithm-drawing svg"},
  {path: "/reparameterization", part: "#two-gradients .string-plot svg"},
  {path: "/vae", part: "#nat .training-chart svg", place: [0.08, 0.06, 0.72]},
  {path: "/related", part: "#two-directions .two-hills-plot svg", place: [0.06, 0, 0.9]},
  {path: "/experiments", part: "#bound-curves .small-multiples", place: [0.2, 0.04, 0.2]},
  {path: "/manifold", part: "#manifold .of-x canvas", place: [0.25, 0.25, 0.5]},
  {path: "/appendices", part: "#kl-three-ways .kl-pad svg"},
  {path: "/reading-group", part: ".observablehq-pre-container", place: [0, 0.005, 0.16]},
  {path: "/after", part: "#linear-vae .spectrum-chart svg", place: [0.08, 0.2, 0.6]},
  {path: "/notes", part: ".symbol-table dt", place: [-0.12, -0.08, 0.5]}
];

/** Returns the path of a recorded thumbnail below src. */
export function thumbnailFile(path: string, scheme: "light" | "dark"): string {
  return `data/thumbnails/${path.slice(1)}-${scheme}.webp`;
}
