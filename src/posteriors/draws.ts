import {once} from "../async/once.js";
import {askedWorker} from "../async/worker.js";
import type {FloatLayer} from "../math/float-layers.js";
import type {Draws, LocationScale} from "../math/gradients.js";
import type {DrawsSession} from "./draws-worker.js";

/** An image x, and draws ε of a q that its encoder has for it. */
interface DrawsRequest {
  x: Float32Array;
  q: LocationScale;
  /** Row-major, [count, latentSize]. */
  epsilon: Float64Array;
}

/**
 * Returns a function that takes draws of q through a decoder, in a worker of its own, and returns a
 * promise to log p(x|z) and its gradient there. A decoder is loaded when it is first asked for.
 *
 * @param load returns a promise to the layers of a decoder, of which the last one gives logits
 */
export function drawsThrough<Id>(
  load: (id: Id) => Promise<FloatLayer[]>
): (id: Id, request: DrawsRequest) => Promise<Draws> {
  const asked = once(async () => {
    const worker = new Worker(import.meta.resolve("./draws-worker.js"), {type: "module"});
    return askedWorker<DrawsSession>(
      worker,
      "the gradients cannot be computed until the page is reloaded"
    );
  });
  let opened: FloatLayer[] | undefined;
  return async (id, request) => {
    const [layers, {ask, tell}] = await Promise.all([load(id), asked()]);
    if (opened !== layers) tell({type: "open", layers});
    opened = layers;
    return ask({type: "draws", ...request});
  };
}
