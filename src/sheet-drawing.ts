import {newestNext} from "./async/newest.js";
import {decodeSheet, sliderRange} from "./board.js";
import type {Picture} from "./components/picture.js";
import {draftDrawing} from "./draft-drawing.js";
import type {Decoder} from "./engine/decoder.js";
import {stripWorkers} from "./engine/sheets/workers.js";
import {sheetLatents} from "./sheet-latents.js";

/** A sheet of n × n images, and the place for it. */
export interface Sheet {
  model: string;
  decoder: Decoder;
  n: number;
  picture: Picture;
}

/** Images of 28 × 28 that an engine decodes in a small part of a frame; more go to workers. */
const USUAL_PIXELS = 28 ** 2;
const imagesAtOnce: Record<string, number> = {kernel: 64, plain: 16};

/** For so long no slider has moved when it counts as resting, in milliseconds: over a frame. */
const REST = 20;

/**
 * Returns a promise to a function that draws a sheet of n × n images at given u. A small sheet
 * stands when it returns to the browser. Of a big one there stands a draft, and when no call has
 * followed for more than a frame, workers compute the sheet itself, strip by strip.
 *
 * @param invalidation when it resolves, nothing is drawn any more
 */
export async function sheetDrawing(
  {model, decoder, n, picture}: Sheet,
  invalidation: Promise<unknown>
): Promise<(u: readonly number[]) => void> {
  const {engine, portable, latentSize, width, height} = decoder;
  const latents = sheetLatents(n, latentSize - 2, sliderRange);
  const images = (n * n * width * height) / USUAL_PIXELS;
  if (portable === undefined || images <= imagesAtOnce[engine]) {
    return newestNext(async (u: readonly number[]) => {
      const pixels = await decodeSheet(decoder, n, latents(u));
      picture.draw(pixels, n * width);
    }, picture.fail);
  }
  // Only images of even sides can be halved.
  const isEven = width % 2 === 0 && height % 2 === 0;
  const drawDraft = isEven ? await draftDrawing(decoder, n, picture) : undefined;
  const size = {columns: n * width, rows: n * height};
  const sheet = {
    name: model,
    network: portable,
    latentSize,
    shape: {columns: n, width, height},
    draw: (rgba: Uint8ClampedArray<ArrayBuffer>, y: number) =>
      picture.drawStrip(rgba, {y, ...size}),
    done: picture.done,
    fail: picture.fail
  };
  let timer: ReturnType<typeof setTimeout>;
  function stop(): void {
    clearTimeout(timer);
    stripWorkers.cancel(picture);
  }
  void invalidation.then(stop);
  return (u) => {
    stop();
    timer = setTimeout(() => stripWorkers.request(picture, {...sheet, z: latents(u)}), REST);
    drawDraft?.(u);
  };
}
