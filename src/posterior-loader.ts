import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {once} from "./async/once.js";
import {readVerified} from "./engine/verify.js";
import {manifestDecoderLayers, unpackFloat16} from "./formats/layers.js";
import type {PosteriorClient} from "./posterior-client.js";
import {posteriorClient} from "./posterior-client.js";
import type {PosteriorRequest} from "./posterior-messages.js";
import {choice, kernel, manifest} from "./shipped-models.js";

/** The models whose posteriors can be drawn: those with two latents. */
export type PlaneModelId = "mnist-2d" | "fashion-2d";

const files: Record<PlaneModelId, () => File> = {
  "mnist-2d": () => FileAttachment("./models/mnist-2d/decoder/weights.bin"),
  "fashion-2d": () => FileAttachment("./models/fashion-2d/decoder/weights.bin")
};

const clients: Record<PlaneModelId, () => Promise<PosteriorClient>> = {
  "mnist-2d": once(() => open("mnist-2d")),
  "fashion-2d": once(() => open("fashion-2d"))
};

/** Returns a promise to the posteriors of a model, the same ones each time. */
export function loadPosteriors(id: PlaneModelId): Promise<PosteriorClient> {
  return clients[id]();
}

async function open(id: PlaneModelId): Promise<PosteriorClient> {
  const facts = await manifest(id);
  const [bytes, module] = await Promise.all([
    readVerified(facts, "decoder/weights.bin", () => files[id]().arrayBuffer()),
    choice.forced === "plain" ? undefined : kernel().catch(() => undefined)
  ]);
  const layers = unpackFloat16(manifestDecoderLayers(facts), bytes);
  const worker = new Worker(import.meta.resolve("./posterior-worker.js"), {type: "module"});
  const network = {layers, kernel: module};
  worker.postMessage({type: "decoder", network} satisfies PosteriorRequest, []);
  return posteriorClient(worker);
}
