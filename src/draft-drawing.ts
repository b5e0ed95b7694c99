import {sliderRange} from "./board.js";
import type {Picture} from "./components/picture.js";
import type {Decoder, Network} from "./engine/decoder.js";
import {openNetwork} from "./engine/open-network.js";
import {draftSheet} from "./engine/sheets/draft.js";
import {fromFloat16} from "./formats/bytes.js";
import {halveImages} from "./formats/layers.js";
import {sheetLatents} from "./sheet-latents.js";

/** Images along each side of a draft that an engine computes in a part of a frame. */
const computedImages: Record<string, number> = {kernel: 16, plain: 4};

const networks = new WeakMap<Decoder, Promise<Network>>();

/**
 * Returns a promise to a function that draws a draft of a sheet of n × n images at given u, before
 * it returns: at half the resolution, from a part of the images, those between them interpolated.
 *
 * @param decoder one that can be sent to a worker
 */
export async function draftDrawing(
  decoder: Decoder,
  n: number,
  picture: Picture
): Promise<(u: readonly number[]) => void> {
  const {engine, latentSize} = decoder;
  const network = await halfNetwork(decoder);
  const computed = Math.min(n, computedImages[engine]);
  const [width, height] = [decoder.width / 2, decoder.height / 2];
  const latents = sheetLatents(computed, latentSize - 2, sliderRange);
  const draft = draftSheet({computed, shown: n, width, height});
  const place = {y: 0, columns: n * width, rows: n * height};
  return (u) => {
    const {buffer} = draft(network.logits(latents(u), computed * computed));
    picture.drawDraft(new Uint8ClampedArray(buffer), place);
  };
}

/** Returns a promise to a network for images of half the size, the same one each time. */
function halfNetwork(decoder: Decoder): Promise<Network> {
  let network = networks.get(decoder);
  if (network === undefined) {
    const {layers, kernel} = decoder.portable!;
    const half = {layers: halveImages(layers, decoder), kernel};
    network = openNetwork(half, fromFloat16).then((open) => open.network);
    networks.set(decoder, network);
  }
  return network;
}
