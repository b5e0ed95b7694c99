import type {AskedWorker} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import type {FloatLayer} from "../../math/float-layers.js";
import {loadExamples} from "../../shipped/examples.js";
import {loadCodes, loadDecoderLayers} from "../../shipped/models.js";
import {imageCase} from "./cases.js";
import type {DigitCases} from "./frame.js";
import type {DrawsSession} from "./worker.js";

/** Returns a worker that makes draws, in the order of the calls. */
function startDraws(layers: FloatLayer[]): AskedWorker<DrawsSession> {
  const worker = new Worker(import.meta.resolve("./worker.js"), {type: "module"});
  const failure = "the gradients cannot be computed until the page is reloaded";
  const asked = askedWorker<DrawsSession>(worker, failure);
  asked.tell({type: "open", layers});
  return asked;
}

/**
 * Returns a promise to the digits of section 2.4: an image of each class, at the q that the encoder
 * of mnist-2d has for it.
 */
export async function digitCases(): Promise<DigitCases> {
  const [{images}, layers, codes] = await Promise.all([
    loadExamples("mnist"),
    loadDecoderLayers(),
    loadCodes("mnist-2d")
  ]);
  const shown = images.filter(({kinds}) => kinds.includes("class"));
  const {ask} = startDraws(layers);
  const {latentSize, mu, logVar} = codes;
  const row = (values: Float32Array, index: number) =>
    Array.from(values.subarray(index * latentSize, (index + 1) * latentSize));
  return {
    images: shown.map(({label, x}) => ({
      name: `a ${label}`,
      pixels: Uint8ClampedArray.from(x, (ink) => 255 * ink)
    })),
    open(image) {
      const {index, x} = shown[image];
      const start = {
        mu: row(mu, index),
        sigma: row(logVar, index).map((value) => Math.exp(value / 2))
      };
      return imageCase(start, (q, epsilon) => ask({type: "draws", x, q, epsilon}));
    }
  };
}
