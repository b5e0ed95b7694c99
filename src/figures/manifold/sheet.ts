import {newestNext} from "../../async/newest.js";
import type {Picture} from "../../components/picture.js";
import {sheetPixels} from "../../components/picture.js";
import type {Decoder} from "../../engine/decoder.js";
import {stripWorkers} from "../../engine/sheets/workers.js";

/** Images that an engine decodes in a small part of a frame; more go to workers. */
const imagesAtOnce: Record<string, number> = {kernel: 150, plain: 16};

/** Returns a function that draws the sheet of a grid of cells, decoded at z on each axis. */
export function cellSheet(
  name: string,
  decoder: Decoder,
  picture: Picture
): (z: readonly number[]) => void {
  const {engine, portable, latentSize, width, height, channels} = decoder;
  const drawHere = newestNext(async (z: readonly number[]) => {
    const n = z.length;
    const pixels = await decoder.decode(cellLatents(z), n * n);
    picture.draw(sheetPixels(pixels, n, decoder), n * width, channels);
  }, picture.fail);
  return (z) => {
    const n = z.length;
    if (portable === undefined || n * n <= imagesAtOnce[engine]) {
      stripWorkers.cancel(picture);
      return drawHere(z);
    }
    const size = {columns: n * width, rows: n * height, channels};
    stripWorkers.request(picture, {
      name,
      network: portable,
      latentSize,
      z: cellLatents(z),
      shape: {columns: n, width, height, channels},
      draw: (rgba, y) => picture.drawStrip(rgba, {y, ...size}),
      done: picture.done,
      fail: picture.fail
    });
  };
}

/**
 * Returns the latent points of a sheet of n × n images, row by row from the top, where z₂ is
 * greatest: a plane has its second axis upward, and so has the sheet beside it.
 *
 * @param z the n places on each axis, ascending
 * @returns row-major [n², 2]
 */
export function cellLatents(z: readonly number[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(z.toReversed().flatMap((up) => z.flatMap((across) => [across, up])));
}
