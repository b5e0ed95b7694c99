import {askedWorker} from "./async/worker.js";
import type {OpenedModel, OwnModelQuestion, TfjsModel} from "./own-model-messages.js";
import type {OwnModel} from "./own-model.js";
import {openOwnModel} from "./own-model.js";
import type {ReadModel} from "./reading/model.js";
import {kernel} from "./shipped-models.js";
import {wasmPaths} from "./tfjs-binaries.js";

/**
 * Returns a promise to a model that runs: of dense layers in our own engine, here and wherever it is
 * sent; any other in TensorFlow.js, in a worker of its own.
 *
 * @throws Error (as a rejection) in one sentence naming the network and what does not fit
 */
export async function openNetworkOf(network: ReadModel): Promise<OwnModel> {
  if (network.type === "tfjs") return openInWorker(network);
  const startTfjs = () => Promise.reject(new Error("dense layers need no tfjs"));
  return openOwnModel(network, {kernel, startTfjs});
}

async function openInWorker(network: TfjsModel): Promise<OwnModel> {
  const worker = new Worker(import.meta.resolve("./own-model-worker.js"), {type: "module"});
  const {ask, end} = askedWorker<OwnModelQuestion>(worker, "the worker of own models");
  const {name} = network.decoder;
  try {
    const opening = {type: "open", network, paths: wasmPaths()} as const;
    const {note, hasEncoder, ...facts} = await ask<OpenedModel>(opening);
    const decoder: OwnModel["decoder"] = {
      ...facts,
      // A part of a longer array would be sent with all of it.
      decode: (z, count) => ask({type: "decode", z: z.slice(), count}),
      logits: (z, count) => ask({type: "logits", z: z.slice(), count}),
      hidden: () => Promise.reject(new Error(`no layer of ${name} counts as its last hidden one`)),
      dispose: end
    };
    const own = {name, decoder, note, dispose: end};
    if (!hasEncoder) return own;
    return {...own, encoder: {encode: (x, count) => ask({type: "encode", x: x.slice(), count})}};
  } catch (error) {
    end();
    throw error;
  }
}
