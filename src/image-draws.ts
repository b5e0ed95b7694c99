import type {DrawsAnswer, GradientRequest} from "./gradient-messages.js";
import type {FloatLayer} from "./math/float-layers.js";
import type {DiagonalGaussian, Draws} from "./math/gradients.js";

/** Returns a promise to log p(x|z) and its gradient at draws of a q. */
export type ImageDraws = (
  x: Float32Array,
  q: DiagonalGaussian,
  epsilon: Float64Array
) => Promise<Draws>;

/** Returns draws that a worker makes, in the order of the calls. */
export function imageDraws(layers: FloatLayer[]): ImageDraws {
  const worker = new Worker(import.meta.resolve("./gradient-worker.js"), {type: "module"});
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
