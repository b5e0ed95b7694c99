import type {Fit} from "../math/best-diagonal.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import type {Posterior} from "../math/posterior.js";
import type {PosteriorAnswer, PosteriorRequest, ShownBound} from "./session.js";

/** Posteriors of one model, computed by a worker in the order of the calls. */
export interface PosteriorClient {
  /** Opens an image: what is asked then is about it. Gives log p(x|z) over the plane. */
  landscape(x: Float32Array): Promise<Float64Array>;
  posterior(): Promise<Posterior>;
  /** Gives the terms of the bound for a q; asked again at once, it gives better ones. */
  bound(q: DiagonalGaussian): Promise<ShownBound>;
  /** Searches the best q, from one or from the posterior alone; each better one is told. */
  best(from: DiagonalGaussian | undefined, onFit: (fit: Fit) => void): Promise<Fit>;
  /** Gives log p(x|z), in nats, at points z, row-major [count, 2]; x need not be open. */
  likelihoods(x: Float32Array, z: Float32Array): Promise<Float64Array>;
}

type WithoutId<Request> = Request extends unknown ? Omit<Request, "id"> : never;
type Question = WithoutId<Exclude<PosteriorRequest, {type: "decoder" | "tfjs"}>>;
type Answer = Exclude<PosteriorAnswer, {type: "decoded"}>;

/**
 * Returns what speaks with a worker, or with what takes messages as one.
 *
 * @param onDecoded is told how many images a slow decoder has decoded so far
 */
export function posteriorClient(
  worker: Pick<Worker, "postMessage" | "addEventListener">,
  onDecoded: (count: number) => void = () => {}
): PosteriorClient {
  const waiting = new Map<number, (answer: Answer) => void>();
  let requests = 0;
  let failure: string | undefined;
  worker.addEventListener("message", (event) => {
    const answer = event.data as PosteriorAnswer;
    if (answer.type === "decoded") onDecoded(answer.count);
    else waiting.get(answer.id)?.(answer);
  });
  worker.addEventListener("error", (event) => {
    // Who waits is told, and shows it in its place.
    event.preventDefault();
    failure = `the worker of posteriors has ended: ${event.message}; reload the page`;
    for (const [id, tell] of waiting) tell({type: "failed", id, message: failure});
  });

  function ask<Value>(question: Question, onFit?: (fit: Fit) => void): Promise<Value> {
    const id = (requests += 1);
    return new Promise((resolve, reject) => {
      if (failure !== undefined) return reject(new Error(failure));
      waiting.set(id, (answer) => {
        if (answer.type === "fit") return onFit?.(answer.fit);
        waiting.delete(id);
        if (answer.type === "failed") reject(new Error(answer.message));
        else resolve(answer.value as Value);
      });
      worker.postMessage({...question, id}, []);
    });
  }

  return {
    landscape: (x) => ask({type: "landscape", x}),
    posterior: () => ask({type: "posterior"}),
    bound: (q) => ask({type: "bound", q}),
    best: (from, onFit) => ask({type: "best", from}, onFit),
    likelihoods: (x, z) => ask({type: "likelihoods", x, z})
  };
}
