import {FileAttachment} from "observablehq:stdlib";
import {readVerified} from "./engine/verify.js";
import {once} from "./once.js";
import {manifest} from "./shipped-models.js";
import {floatLayer} from "./vae/float-layers.js";
import {manifestDecoderLayers} from "./vae/manifest-layers.js";
import {unpackFloat16} from "./vae/packed-layers.js";

/**
 * Returns a promise to the layers of the decoder of mnist-2d as plain numbers, for what goes
 * backward through them; the same one each time.
 *
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export const loadDecoderLayers = once(async () => {
  const facts = await manifest("mnist-2d");
  const bytes = await readVerified(facts, "decoder/weights.bin", () =>
    FileAttachment("./models/mnist-2d/decoder/weights.bin").arrayBuffer()
  );
  return unpackFloat16(manifestDecoderLayers(facts), bytes).map(floatLayer);
});
