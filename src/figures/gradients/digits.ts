import type {AskedWorker} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import type {FloatLayer} from "../../math/float-layers.js";
import {loadExamples} from "../../shipped/examples.js";
import {loadDecoderLayers} from "../../shipped/models.js";
import {imageCase} from "./cases.js";
import type {DigitCases} from "./frame.js";
import type {DrawsSession} from "./worker.js";

/**
 * Returns a worker that makes draws, in the order of the calls.
 *
 * @param layers the decoder’s, of which the last one gives logits
 */
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
  const [{images}, layers] = await Promise.all([loadExamples("mnist"), loadDecoderLayers()]);
  const shown = images.filter(({kinds}) => kinds.includes("class"));
  const {ask} = startDraws(layers);
  return {
    images: shown.map(({label, x}) => ({
      name: `a ${label}`,
      pixels: Uint8ClampedArray.from(x, (ink) => 255 * ink)
    })),
    open(image) {
      const {x, q} = shown[image];
      const start = {mu: q.mu, sigma: q.logVar.map((value) => Math.exp(value / 2))};
      return imageCase(start, (at, epsilon) => ask({type: "draws", x, q: at, epsilon}));
    }
  };
}
