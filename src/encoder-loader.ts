import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {once} from "./async/once.js";
import type {Encoder} from "./engine/decoder.js";
import {readVerified} from "./engine/verify.js";
import {createPackedEncoder} from "./packed-encoder.js";
import type {ModelId} from "./shipped-models.js";
import {choice, kernel, manifest} from "./shipped-models.js";

/** Where the weights are; Framework finds files by literal names. */
const encoderFiles: Record<ModelId, () => File> = {
  "mnist-2d": () => FileAttachment("./models/mnist-2d/encoder/weights.bin"),
  "mnist-4d": () => FileAttachment("./models/mnist-4d/encoder/weights.bin"),
  "fashion-2d": () => FileAttachment("./models/fashion-2d/encoder/weights.bin"),
  "fashion-4d": () => FileAttachment("./models/fashion-4d/encoder/weights.bin")
};

const encoderLoaders = Object.fromEntries(
  Object.entries(encoderFiles).map(([id, file]) => [id, once(() => load(id as ModelId, file))])
) as Record<ModelId, () => Promise<Encoder>>;

/**
 * Returns a promise to the encoder of a model, the same one each time, on the float16 weights of
 * the model: in the decoding kernel, or the plain loop where a browser cannot run it.
 *
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export function loadEncoder(id: ModelId): Promise<Encoder> {
  return encoderLoaders[id]();
}

async function load(id: ModelId, file: () => File): Promise<Encoder> {
  const facts = await manifest(id);
  const [weights, module] = await Promise.all([
    readVerified(facts, "encoder/weights.bin", () => file().arrayBuffer()),
    choice.forced === "plain" ? undefined : kernel().catch(() => undefined)
  ]);
  return createPackedEncoder({manifest: facts, weights, kernel: module});
}
