import type {Network} from "../../src/engine/decoder.js";
import {randomSource} from "../../src/math/random.js";
import {sheetPositions} from "../../test/harness/views.js";
import {independentQuantile} from "../../test/harness/independent.js";

/** The side of an image, in pixels. */
export const SIDE = 28;

/** What of a sheet is drawn: the exact pictures, or those of half the resolution while it moves. */
export type Kind = "exact" | "draft";

/** A pixel in each row of images of a sheet: places along that row's lines, row-major. */
export type SamplePlaces = number[];

/** A movement of a slider, and how to tell its pictures apart. */
export interface Movement {
  /** Images along each side of the sheet. */
  n: number;
  /** Where the slider goes, one after the other and round and round; all different, of u. */
  stops: number[];
  looks: Record<Kind, Look>;
}

/** What is looked at in the pictures of a movement. */
export interface Look {
  /** The side of an image, in pixels. */
  side: number;
  /** The pixels that are looked at in each row of images. */
  places: SamplePlaces[];
  /** The greys of these pixels at each stop: [stop][row of images][place]. */
  expected: number[][][];
}

/** Where the sheet's second slider stands, of u. */
export const SECOND = 0.2;

/** The step from one move to the next: at 60 a second, from end to end in a quarter of a second. */
const STEP = 0.06;
const STOPS = 30;

/** Pixels of each row of images that are looked at, and among how many they are chosen. */
const CHOSEN = 48;
const CANDIDATES = 600;

/**
 * Returns a movement to and fro whose stops are all different, with the pixels by which the
 * pictures differ most.
 *
 * @param draft draws images of half the width and height
 */
export function movement(n: number, exact: Network, draft: Network): Movement {
  const stops = Array.from({length: STOPS}, (_, i) =>
    i < STOPS / 2 ? 0.05 + STEP * i : 0.05 + STEP * (STOPS - i - 0.5)
  );
  const look = (network: Network, side: number) => lookAt(n, side, stops, network);
  return {n, stops, looks: {exact: look(exact, SIDE), draft: look(draft, SIDE / 2)}};
}

function lookAt(n: number, side: number, stops: readonly number[], network: Network): Look {
  const sheets = stops.map((u) => sheetAt(n, [u, SECOND], network));
  const source = randomSource(0);
  const rows = Array.from({length: n}, (_, row) => row);
  const greyAt = (sheet: Uint8ClampedArray, row: number, place: number) =>
    grey(sheet, {n, side}, row, place);
  const places = rows.map((row) =>
    Array.from({length: CANDIDATES}, () => Math.floor(source() * n * side * side))
      .map((place) => ({place, range: range(sheets.map((sheet) => greyAt(sheet, row, place)))}))
      .toSorted((a, b) => b.range - a.range)
      .slice(0, CHOSEN)
      .map(({place}) => place)
  );
  const expected = sheets.map((sheet) =>
    rows.map((row) => places[row].map((place) => greyAt(sheet, row, place)))
  );
  return {side, places, expected};
}

/** Returns the pixels of the images of a sheet, image by image. */
export function sheetAt(
  n: number,
  [third, fourth]: readonly [number, number],
  network: Network
): Uint8ClampedArray {
  const positions = sheetPositions(n);
  const u = positions.flatMap((down) =>
    positions.flatMap((across) => [across, down, third, fourth])
  );
  return network.pixels(Float32Array.from(u, independentQuantile), n * n);
}

/** Returns the grey of a place along the lines of a row of images, as the canvas shows it. */
export function grey(
  images: Uint8ClampedArray,
  {n, side}: {n: number; side: number},
  row: number,
  place: number
): number {
  const [y, across] = [Math.floor(place / (n * side)), place % (n * side)];
  const image = row * n + Math.floor(across / side);
  return 255 - images[image * side * side + y * side + (across % side)];
}

function range(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
