import type {FloatLayer} from "../../math/float-layers.js";
import type {LocationScale, Draws} from "../../math/gradients.js";
import {loadExamples} from "../../shipped/examples.js";
import {loadCodes, loadDecoderLayers} from "../../shipped/models.js";
import {imageCase} from "./cases.js";
import type {DigitCases} from "./frame.js";
import type {DrawsAnswer, GradientRequest} from "./worker.js";

/** Returns a promise to log p(x|z) and its gradient at draws of a q. */
type ImageDraws = (x: Float32Array, q: LocationScale, epsilon: Float64Array) => Promise<Draws>;

/** Returns draws that a worker makes, in the order of the calls. */
function imageDraws(layers: FloatLayer[]): ImageDraws {
  const worker = new Worker(import.meta.resolve("./worker.js"), {type: "module"});
  const waiting = new Map<number, PromiseWithResolvers>();
  const send = (request: GradientRequest) => worker.postMessage(request, []);
  let last = 0;
  worker.addEventListener("message", ({data: {id, draws}}: MessageEvent<DrawsAnswer>) => {
    waiting.get(id)?.resolve(draws);
    waiting.delete(id);
  });
  worker.addEventListener("error", (event) => {
    // Who waits is told, and shows it in its place.
    event.preventDefault();
    const error = new Error(
      `the worker of the gradients failed: ${event.message}; reload the page`
    );
    for (const {reject} of waiting.values()) reject(error);
    waiting.clear();
  });
  send({type: "decoder", layers});
  return (x, q, epsilon) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, {resolve, reject});
      send({type: "draws", id, x, q, epsilon});
    });
}

/** Who waits for an answer. */
interface PromiseWithResolvers {
  resolve(draws: Draws): void;
  reject(error: Error): void;
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
  const draws = imageDraws(layers);
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
      return imageCase(start, (q, epsilon) => draws(x, q, epsilon));
    }
  };
}
