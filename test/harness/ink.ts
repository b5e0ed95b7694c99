import assert from "node:assert/strict";
import {decode} from "fast-png";
import type {Locator} from "playwright-core";
import {sheetPositions, type View} from "./views.js";
import {independentDecoder, independentQuantile, type Weights} from "./independent.js";

/** An image: 0 is paper, 255 is ink, row by row. */
export interface Ink {
  width: number;
  height: number;
  ink: ArrayLike<number>;
}

/** A part of a canvas, in its own pixels. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A canvas in a page, of whichever browser: a function of it can be run there. */
type Shown = Pick<Locator, "evaluate">;

const side = 28;
const patience = 20_000; // milliseconds, for a machine that is busy with other things

/** Returns what a canvas holds, or a part of it; fails if any of it is not an opaque grey. */
export async function inkOf(canvas: Shown, part?: Part): Promise<Ink> {
  const {greyOnly, base64, ...size} = await canvas.evaluate((element, within) => {
    const {width: fullWidth, height: fullHeight} = element as HTMLCanvasElement;
    const {x, y, width, height} = within ?? {x: 0, y: 0, width: fullWidth, height: fullHeight};
    const context = (element as HTMLCanvasElement).getContext("2d")!;
    const {data} = context.getImageData(x, y, width, height);
    let characters = "";
    let opaqueGrey = true;
    for (let i = 0; i < data.length; i += 4) {
      opaqueGrey &&= data[i] === data[i + 1] && data[i] === data[i + 2] && data[i + 3] === 255;
      characters += String.fromCharCode(255 - data[i]!);
    }
    return {width, height, greyOnly: opaqueGrey, base64: btoa(characters)};
  }, part);
  assert.ok(greyOnly, "the canvas holds greys and nothing else");
  return {...size, ink: Buffer.from(base64, "base64")};
}

/** Returns what a PNG file of greys holds. */
export function inkOfPng(file: Uint8Array): Ink {
  const {width, height, channels, data} = decode(file, {checkCrc: true});
  assert.equal(channels, 1, "the file holds greys and nothing else");
  return {width, height, ink: data.map((grey) => 255 - grey)};
}

/** Resolves when a canvas, or a part of it, is the expected image to within 1 of 255 levels. */
export async function assertShows(canvas: Shown, expected: Ink, part?: Part): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    const shown = await inkOf(canvas, part).catch((error: unknown) => error as Error);
    const sentence = shown instanceof Error ? shown.message : difference(shown, expected);
    if (sentence === undefined) return;
    if (Date.now() > deadline) assert.fail(sentence);
    await canvas.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** Returns in what two images differ by more than 1, or undefined if in nothing. */
export function difference(shown: Ink, expected: Ink): string | undefined {
  if (shown.width !== expected.width || shown.height !== expected.height) {
    const [a, b] = [shown, expected].map(({width, height}) => `${width} × ${height}`);
    return `the image is ${a}, expected ${b}`;
  }
  const off = Array.from(shown.ink, (ink, i) => Math.abs(ink - expected.ink[i]!));
  const largest = off.reduce((a, b) => Math.max(a, b), 0);
  if (largest <= 1) return undefined;
  const count = off.filter((one) => one > 1).length;
  return `${count} pixels differ from the independent decode, by up to ${largest}`;
}

/** Returns the independent decode of one z. */
export function imageAt(model: string, z: readonly number[], weights?: Weights): Ink {
  return {width: side, height: side, ink: independentDecoder(model, weights)(z)};
}

/** Returns the part of a sheet where row r and column c stand, counted from 1. */
export function cell(row: number, column: number): Part {
  return {x: side * (column - 1), y: side * (row - 1), width: side, height: side};
}

/** Returns the independent decode of what a view is to show with its sliders at u. */
export function imageOf(view: View, u: readonly number[], n = 4, weights?: Weights): Ink {
  const z = u.map(independentQuantile);
  if (!view.isSheet) return imageAt(view.model, z, weights);
  const width = n * side;
  const ink = new Uint8Array(width * width);
  const positions = sheetPositions(n).map(independentQuantile);
  positions.forEach((down, row) =>
    positions.forEach((across, column) => {
      const image = independentDecoder(view.model, weights)([across, down, ...z]);
      image.forEach((value, i) => {
        const y = side * row + Math.floor(i / side);
        ink[width * y + side * column + (i % side)] = value;
      });
    })
  );
  return {width, height: width, ink};
}
