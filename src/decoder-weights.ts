import {FileAttachment} from "observablehq:stdlib";
import {once} from "./async/once.js";
import type {Network} from "./engine/decoder.js";
import {openNetwork} from "./engine/open-network.js";
import {readVerified} from "./engine/verify.js";
import {fromFloat16} from "./formats/bytes.js";
import {manifestDecoderLayers, unpackFloat16} from "./formats/layers.js";
import {floatLayer} from "./math/float-layers.js";
import {choice, kernel, manifest} from "./shipped-models.js";

const loadPackedLayers = once(async () => {
  const facts = await manifest("mnist-2d");
  const bytes = await readVerified(facts, "decoder/weights.bin", () =>
    FileAttachment("./models/mnist-2d/decoder/weights.bin").arrayBuffer()
  );
  return unpackFloat16(manifestDecoderLayers(facts), bytes);
});

/**
 * Returns a promise to the layers of the decoder of mnist-2d as plain numbers, for what goes
 * backward through them; the same one each time.
 *
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export const loadDecoderLayers = once(async () => (await loadPackedLayers()).map(floatLayer));

/**
 * Returns a promise to the decoder of mnist-2d on its float16 weights, which computes at once and
 * on this thread, in the decoding kernel or the plain loop; the same one each time.
 *
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export const loadDecoderNetwork = once(async (): Promise<Network> => {
  const [layers, module] = await Promise.all([
    loadPackedLayers(),
    choice.forced === "plain" ? undefined : kernel().catch(() => undefined)
  ]);
  return (await openNetwork({layers, kernel: module}, fromFloat16)).network;
});
