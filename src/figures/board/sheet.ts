import {newestNext} from "../../async/newest.js";
import type {Picture} from "../../components/picture.js";
import type {Decoder, Network} from "../../engine/decoder.js";
import {openNetwork} from "../../engine/open-network.js";
import {draftSheet} from "../../engine/sheets/draft.js";
import {stripWorkers} from "../../engine/sheets/workers.js";
import {imageValues} from "../../formats/image-size.js";
import {halveImages} from "../../formats/layers.js";
import {decodeSheet, sheetLatents, sliderRange} from "./views.js";

/** A sheet of n × n images, and the place for it. */
interface Sheet {
  model: string;
  decoder: Decoder;
  n: number;
  picture: Picture;
}

/** Images of 28 × 28 that an engine decodes in a small part of a frame; more go to workers. */
const USUAL_PIXELS = 28 ** 2;
const imagesAtOnce: Record<string, number> = {kernel: 64, plain: 16};

/** The time without a move after which sliders are at rest, in milliseconds: over a frame. */
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
  const {engine, portable, latentSize, width, height, channels} = decoder;
  const latents = sheetLatents(n, latentSize - 2, sliderRange);
  const images = (n * n * imageValues(decoder)) / USUAL_PIXELS;
  if (portable === undefined || images <= imagesAtOnce[engine]) {
    return newestNext(async (u: readonly number[]) => {
      const pixels = await decodeSheet(decoder, n, latents(u));
      picture.draw(pixels, n * width, channels);
    }, picture.fail);
  }
  // Only images of even sides can be halved.
  const isEven = width % 2 === 0 && height % 2 === 0;
  const drawDraft = isEven ? await draftDrawing(decoder, n, picture) : undefined;
  const size = {columns: n * width, rows: n * height, channels};
  const sheet = {
    name: model,
    network: portable,
    latentSize,
    shape: {columns: n, width, height, channels},
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

/** Images along each side of a draft that an engine computes in a part of a frame. */
const computedImages: Record<string, number> = {kernel: 16, plain: 4};

const networks = new WeakMap<Decoder, Promise<Network>>();

/**
 * Returns a promise to a function that draws a draft of a sheet of n × n images at given u, before
 * it returns: at half the resolution, from a part of the images, those between them interpolated.
 *
 * @param decoder one that can be sent to a worker
 */
async function draftDrawing(
  decoder: Decoder,
  n: number,
  picture: Picture
): Promise<(u: readonly number[]) => void> {
  const {engine, latentSize} = decoder;
  const network = await halfNetwork(decoder);
  const computed = Math.min(n, computedImages[engine]);
  const {channels} = decoder;
  const [width, height] = [decoder.width / 2, decoder.height / 2];
  const latents = sheetLatents(computed, latentSize - 2, sliderRange);
  const draft = draftSheet({computed, shown: n, width, height, channels});
  const place = {y: 0, columns: n * width, rows: n * height, channels};
  return (u) => {
    const {buffer} = draft(network.logits(latents(u), computed * computed));
    picture.drawDraft(new Uint8ClampedArray(buffer), place);
  };
}

/** Returns a promise to a network for images of half the size, the same one each time. */
function halfNetwork(decoder: Decoder): Promise<Network> {
  let network = networks.get(decoder);
  if (network === undefined) {
    const {layers, ...rest} = decoder.portable!;
    const half = {...rest, layers: halveImages(layers, decoder)};
    network = openNetwork(half).then((open) => open.network);
    networks.set(decoder, network);
  }
  return network;
}
