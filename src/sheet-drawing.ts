import {decodeSheet, sliderRange} from "./board.js";
import {newestNext} from "./components/newest-next.js";
import type {Picture} from "./components/picture.js";
import type {Decoder} from "./engine/decoder.js";
import {sheetLatents} from "./sheet-latents.js";
import {stripWorkers} from "./strip-workers.js";

/** Images that an engine decodes in a small part of a frame; more go to workers. */
const imagesAtOnce: Record<string, number> = {kernel: 64, plain: 16};

/**
 * Returns a function that draws a sheet of n × n images at given u. A small sheet stands when it
 * returns to the browser; a big one is computed by workers, strip by strip, and where calls come
 * faster than that, only the newest is computed.
 */
export function sheetDrawing(
  model: string,
  decoder: Decoder,
  n: number,
  picture: Picture
): (u: readonly number[]) => void {
  const {engine, portable, latentSize, width, height} = decoder;
  const latents = sheetLatents(n, latentSize - 2, sliderRange);
  if (portable === undefined || n * n <= imagesAtOnce[engine]) {
    return newestNext(async (u: readonly number[]) => {
      const pixels = await decodeSheet(decoder, n, latents(u));
      picture.draw(pixels, n * width);
    }, picture.fail);
  }
  const shape = {columns: n, width, height};
  const {done, fail} = picture;
  return (u) =>
    stripWorkers.request(picture, {
      name: model,
      network: portable,
      z: latents(u),
      latentSize,
      shape,
      draw: (rgba, y) => picture.drawStrip(rgba, {y, columns: n * width, rows: n * height}),
      done,
      fail
    });
}
