import {handedOver} from "../../async/worker.js";
import type {PortableNetwork} from "../../engine/open-network.js";
import {openNetwork} from "../../engine/open-network.js";
import type {Channels} from "../../formats/image-size.js";
import {shortestPath} from "../../math/shortest-path.js";
import type {PlanePoint, Surface} from "../../math/surface.js";
import {stepLengths, straightLine} from "../../math/surface.js";
import type {SurfaceGrid} from "../../math/surface-grid.js";
import {gridSpeeds, surfaceGrid} from "../../math/surface-grid.js";
import type {PlaneModelId} from "../../shipped/model-ids.js";

/** The steps of a path. */
export const PATH_STEPS = 48;
/** The images that are shown along it, its ends included. */
export const PATH_IMAGES = 9;
/** The points along each axis of the grid that a path is first looked for on. */
const GRID_SIDE = 65;

/** The classes, by their labels, between whose middles each model’s paths begin and end at first. */
export const firstClasses: Readonly<Record<PlaneModelId, readonly [from: number, to: number]>> = {
  "mnist-2d": [0, 1],
  "fashion-2d": [0, 7]
};

/** The two ends of a path, of z. */
export interface Ends {
  from: PlanePoint;
  to: PlanePoint;
}

/** A path on the latent plane, and what the decoder makes of it. */
export interface DecodedPath {
  /** Row-major [PATH_STEPS + 1, 2]. */
  z: Float64Array;
  /** The change of the mean image with each step: its Euclidean norm, over pixels in [0, 1]. */
  changes: Float64Array;
  /** The sum of the changes. */
  length: number;
  /** The images that are shown, side by side, in 8 bits, row-major, with the channels of a pixel together. */
  strip: Uint8ClampedArray<ArrayBuffer>;
}

/** The straight line between two ends, and the shortest path. */
export interface TwoPaths {
  line: DecodedPath;
  shortest: DecodedPath;
}

/** How long two paths are, and the least and the greatest change with a step of each. */
export type PathFacts = Record<keyof TwoPaths, {length: number; steps: [number, number]}>;

/** How fast the image changes over the plane, in each cell of a square lattice. */
export interface SpeedField {
  /** Change of the mean image for each unit of z, row-major [side, side], the lowest row first. */
  speeds: Float64Array<ArrayBuffer>;
  side: number;
}

/** A decoder of two latents, and the images that it draws. */
interface OpenedDecoder {
  network: PortableNetwork;
  /** The width of an image, in pixels. */
  width: number;
  /** The numbers of a pixel; defaults to 1. */
  channels?: Channels;
  reach: number;
}

/** What the worker of the figure answers. */
export interface PathsSession {
  /** Opens a decoder over a plane from −reach to reach. */
  open(model: OpenedDecoder): Promise<SpeedField>;
  /** Returns both paths between two ends; open has answered before. */
  paths(ends: Ends): TwoPaths;
}

/** Returns a session without a decoder as yet. */
export function pathsSession(): PathsSession {
  let opened: {surface: Surface; grid: SurfaceGrid; row: number} | undefined;

  async function open({network: portable, width, channels = 1, reach}: OpenedDecoder) {
    const {network} = await openNetwork(portable);
    const surface: Surface = (points) => {
      const means = network.logits(Float32Array.from(points), points.length / 2);
      for (let i = 0; i < means.length; ++i) means[i] = 1 / (1 + Math.exp(-means[i]));
      return means;
    };
    const grid = surfaceGrid(surface, {reach, side: GRID_SIDE});
    opened = {surface, grid, row: width * channels};
    const field = {speeds: gridSpeeds(grid), side: GRID_SIDE - 1};
    return handedOver(field, [field.speeds.buffer]);
  }

  function paths({from, to}: Ends): TwoPaths {
    if (opened === undefined) throw new Error("no decoder is open");
    const {surface, grid, row} = opened;
    const decoded = (z: Float64Array): DecodedPath => {
      const means = surface(z);
      const changes = stepLengths(means, PATH_STEPS + 1);
      const length = changes.reduce((sum, change) => sum + change, 0);
      return {z, changes, length, strip: stripOf(means, row)};
    };
    return {
      line: decoded(straightLine(from, to, PATH_STEPS)),
      shortest: decoded(shortestPath(surface, grid, {from, to, steps: PATH_STEPS}))
    };
  }

  return {open, paths};
}

/** Returns images at equal steps of a path side by side, in 8 bits; a row of one has some numbers. */
function stripOf(means: Float64Array | Float32Array, row: number) {
  const size = means.length / (PATH_STEPS + 1);
  const columns = PATH_IMAGES * row;
  return Uint8ClampedArray.from({length: PATH_IMAGES * size}, (_, i) => {
    const [line, column] = [Math.floor(i / columns), i % columns];
    const image = (Math.floor(column / row) * PATH_STEPS) / (PATH_IMAGES - 1);
    return 255 * means[image * size + line * row + (column % row)];
  });
}
