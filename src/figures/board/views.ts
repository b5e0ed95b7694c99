import {gridPoints, gridPositions, sheetPixels} from "../../components/picture.js";
import type {Decoder} from "../../engine/decoder.js";
import {normalQuantile} from "../../math/normal.js";
import type {ModelId} from "../../shipped/model-ids.js";
import {modelTitles} from "../../shipped/model-ids.js";

/** One of the six views of the board. */
export interface BoardView {
  /** The view’s own name, also that of its recorded first frame. */
  id: string;
  /** The model that it decodes with. */
  model: ModelId;
  title: string;
  latentSize: number;
  /** The latents that have a slider, counted from 0; a sheet gives the others to its grid. */
  latents: number[];
  /** Where its sliders stand at first, of u. */
  start: number[];
}

/** The views, row by row. */
export const boardViews: BoardView[] = [
  {
    id: "mnist-2d",
    model: "mnist-2d",
    title: modelTitles["mnist-2d"],
    latentSize: 2,
    latents: [0, 1],
    start: [0.35, 0.25]
  },
  {
    id: "mnist-4d",
    model: "mnist-4d",
    title: modelTitles["mnist-4d"],
    latentSize: 4,
    latents: [0, 1, 2, 3],
    start: [0.72, 0.81, 0.74, 0.75]
  },
  {
    id: "mnist-4d-sheet",
    model: "mnist-4d",
    title: `${modelTitles["mnist-4d"]}, a sheet`,
    latentSize: 4,
    latents: [2, 3],
    start: [0.35, 0.35]
  },
  {
    id: "fashion-2d",
    model: "fashion-2d",
    title: modelTitles["fashion-2d"],
    latentSize: 2,
    latents: [0, 1],
    start: [0.85, 0.2]
  },
  {
    id: "fashion-4d",
    model: "fashion-4d",
    title: modelTitles["fashion-4d"],
    latentSize: 4,
    latents: [0, 1, 2, 3],
    start: [0.19, 0.3, 0.83, 0.65]
  },
  {
    id: "fashion-4d-sheet",
    model: "fashion-4d",
    title: `${modelTitles["fashion-4d"]}, a sheet`,
    latentSize: 4,
    latents: [2, 3],
    start: [0.5, 0.65]
  }
];

/** Where sliders begin and end at first, of u; the grid of a sheet always does. */
export const sliderRange: readonly [number, number] = [0.05, 0.95];

/** Where they do when the reader asks for nearly all of the prior. */
export const wideRange: readonly [number, number] = [0.001, 0.999];

/** Images along each side of a sheet, to choose from; the first one is shown at first. */
export const resolutions: readonly number[] = [4, 8, 16, 32];

/** From so many on, the images of a sheet beside its sliders are too small to be told apart. */
export const crowded = 16;

/** The resolutions, as options of a choice. */
export const resolutionOptions = resolutions.map((side) => [String(side), side] as const);

/** Returns the view of a name. */
export function boardView(id: string): BoardView {
  const view = boardViews.find((candidate) => candidate.id === id);
  if (view === undefined) {
    const ids = boardViews.map((one) => one.id).join(", ");
    throw new Error(`unknown view: ${id}, expected one of ${ids}`);
  }
  return view;
}

/** What the board needs of a decoder. */
export type BoardDecoder = Pick<Decoder, "width" | "height" | "channels" | "decode">;

/** Returns the pixels of one image, at z = Φ⁻¹(u) for each u. */
export function decodeImage(
  decoder: BoardDecoder,
  u: readonly number[]
): Promise<Uint8ClampedArray> {
  return decoder.decode(Float32Array.from(u, normalQuantile), 1);
}

/** Returns the pixels of a sheet of n × n images at z, row-major. */
export async function decodeSheet(
  decoder: BoardDecoder,
  n: number,
  z: Float32Array
): Promise<Uint8ClampedArray> {
  return sheetPixels(await decoder.decode(z, n * n), n, decoder);
}

/** Returns the pixels that a view shows before anything has moved, and how many are in a row. */
export async function firstFrame(
  decoder: BoardDecoder,
  {latents, latentSize, start}: BoardView
): Promise<{pixels: Uint8ClampedArray; columns: number}> {
  if (latents.length === latentSize) {
    return {pixels: await decodeImage(decoder, start), columns: decoder.width};
  }
  const n = resolutions[0]!;
  const z = sheetLatents(n, start.length, sliderRange)(start);
  return {pixels: await decodeSheet(decoder, n, z), columns: n * decoder.width};
}

/** What of a view says where its sliders lie in the latent space. */
type Sliders = Pick<BoardView, "latents" | "latentSize">;

/** Returns one z for each latent of a view; undefined where it has no slider. */
export function latentPoint(view: Sliders, u: readonly number[]): (number | undefined)[] {
  const z: (number | undefined)[] = Array.from({length: view.latentSize});
  view.latents.forEach((latent, i) => (z[latent] = normalQuantile(u[i])));
  return z;
}

/**
 * Returns the two latents, counted from 0, that stand on the unit square with that of a slider. The
 * last of an odd number of latents stands with the one before; an only one has no other.
 */
export function latentPair(
  {latents, latentSize}: Sliders,
  slider: number
): readonly [number, number] {
  const latent = latents[slider];
  const first = Math.min(latent - (latent % 2), Math.max(0, latentSize - 2));
  return [first, first + 1];
}

/**
 * Returns a function from the coordinates u that all images of a sheet share to the latent points
 * of its n × n images, row-major. The grid’s own quantiles are computed once; the same array is
 * filled in each time.
 *
 * @param shared the number of coordinates that all images share
 * @param range where the grid begins and ends, of u
 */
export function sheetLatents(
  n: number,
  shared: number,
  range: readonly [number, number]
): (u: readonly number[]) => Float32Array<ArrayBuffer> {
  const grid = gridPoints(n, [], range);
  const latentSize = 2 + shared;
  const latents = new Float32Array(grid.length * latentSize);
  const quantiles = new Map(gridPositions(n, range).map((u) => [u, normalQuantile(u)]));
  grid.forEach((point, image) => {
    latents.set(
      point.map((u) => quantiles.get(u)!),
      image * latentSize
    );
  });
  return (u) => {
    const z = u.map(normalQuantile);
    for (let at = 2; at < latents.length; at += latentSize) latents.set(z, at);
    return latents;
  };
}
