import {answerQuestions} from "../../src/async/worker.js";
import type {PosteriorClient} from "../../src/posteriors/client.js";
import {startPosteriors} from "../../src/posteriors/client.js";
import {posteriorSession} from "../../src/posteriors/session.js";
import type {ShippedModel} from "../../tools/models/shipped-model.js";
import {shippedModel} from "../../tools/models/shipped-model.js";
import {SessionWorker} from "../thread-worker.js";

/** Returns a promise to MNIST's model of two latents, and its posteriors, computed on this thread. */
export async function mnistPosteriors(): Promise<{model: ShippedModel; client: PosteriorClient}> {
  const model = await shippedModel("mnist-2d");
  const {network, layers} = model;
  const lastLayer = layers[layers.length - 1];
  const session = posteriorSession(async () => ({network, lastLayer}));
  const worker = new SessionWorker((page) => answerQuestions(session, page));
  return {model, client: startPosteriors({layers}, {worker})};
}
