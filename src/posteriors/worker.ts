import {importLater} from "../async/once.js";
import {answerQuestions} from "../async/worker.js";
import {kernelRows} from "../engine/kernel-network.js";
import {openNetwork} from "../engine/open-network.js";
import type {OpenedDecoder, PosteriorModel} from "./session.js";
import {posteriorSession} from "./session.js";

// A posterior takes some tenths of a second and a bound some milliseconds: off the main thread.
answerQuestions(posteriorSession(open));

async function open(
  model: PosteriorModel,
  onDecoded: (count: number) => void
): Promise<OpenedDecoder> {
  if ("paths" in model) {
    // Fetched only for models that are no layers of ours: it is heavier than all else.
    const {openTfjsPointwise} = await importLater(
      () => import("./tfjs-pointwise.js"),
      "TensorFlow.js"
    );
    return {network: await openTfjsPointwise(model, onDecoded)};
  }
  const {layers, kernel, scale = "logits"} = model;
  const {network, engine} = await openNetwork(model);
  const keepRows = engine === "kernel" ? await kernelRows(kernel!) : undefined;
  // What is known of logits does not hold for means.
  if (scale !== "logits") return {network};
  return {network, lastLayer: layers[layers.length - 1], keepRows};
}
