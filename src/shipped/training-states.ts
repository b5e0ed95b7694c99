import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {onceEach} from "../async/once.js";
import {gunzip} from "../formats/gunzip.js";
import {decodeLayers} from "../formats/packed-file.js";
import type {FloatLayer} from "../math/float-layers.js";
import {floatLayer} from "../math/float-layers.js";
import {loadDecoder, loadDecoderLayers} from "./models.js";
import {siteBytes} from "./site-file.js";

/**
 * The decoders of a recorded training, by the number of minibatches taken, and two shipped models.
 * Framework finds files by literal names.
 */
const recorded = {
  "0": () => FileAttachment("../data/states/decoder-0.bin"),
  "100": () => FileAttachment("../data/states/decoder-100.bin"),
  "300": () => FileAttachment("../data/states/decoder-300.bin"),
  "1000": () => FileAttachment("../data/states/decoder-1000.bin"),
  "2500": () => FileAttachment("../data/states/decoder-2500.bin")
} satisfies Record<string, () => File>;

const LEFT_OUT =
  "This report does not hold the networks of the recorded training; the models beside it work.";

/** The states of the recorded training, in order. */
export const recordedStates = Object.keys(recorded) as (keyof typeof recorded)[];
/** Shipped models beside them, with many latents and with two. */
export const shippedStates = ["mnist-tanh-20d", "mnist-2d"] as const;
/** A state of the recorded training, or a shipped model. */
export type StateId = keyof typeof recorded | (typeof shippedStates)[number];

/**
 * Returns a promise to the layers of a decoder as plain numbers, the same ones each time.
 *
 * @throws Error (as a rejection) that says which file is missing, or that a report has left it out
 */
export const stateDecoder = onceEach(async (id: StateId): Promise<FloatLayer[]> => {
  if (id === "mnist-2d") return loadDecoderLayers();
  if (id === "mnist-tanh-20d") return (await loadDecoder(id)).portable!.layers.map(floatLayer);
  const name = `states/decoder-${id}.bin`;
  const bytes = new Uint8Array(await siteBytes(recorded[id]()));
  // A report has room for the first frame alone.
  if (bytes.length === 0) throw new Error(LEFT_OUT);
  const layers = await gunzip(bytes, name);
  return decodeLayers(layers.buffer as ArrayBuffer).map(floatLayer);
});
