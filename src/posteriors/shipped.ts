import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {once} from "../async/once.js";
import {manifestDecoderLayers, unpackFloat16} from "../formats/layers.js";
import {readVerified} from "../shipped/loader.js";
import type {PlaneModelId} from "../shipped/model-ids.js";
import {chosenEngine, kernel, manifest} from "../shipped/models.js";
import type {PosteriorClient} from "./client.js";
import {startPosteriors} from "./client.js";

const files: Record<PlaneModelId, () => File> = {
  "mnist-2d": () => FileAttachment("../models/mnist-2d/decoder/weights.bin"),
  "fashion-2d": () => FileAttachment("../models/fashion-2d/decoder/weights.bin")
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
    chosenEngine.forced === "plain" ? undefined : kernel().catch(() => undefined)
  ]);
  const layers = unpackFloat16(manifestDecoderLayers(facts), bytes);
  return startPosteriors({layers, kernel: module});
}
