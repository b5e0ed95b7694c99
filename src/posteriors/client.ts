import {once} from "../async/once.js";
import type {WorkerLike} from "../async/worker.js";
import {askedWorker} from "../async/worker.js";
import type {Fit} from "../math/bound-ascent.js";
import type {ChainMoves, ChainTrace} from "../math/chain-trace.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import type {QFamily} from "../math/image-posterior.js";
import type {PlaneGaussian} from "../math/plane-gaussian.js";
import type {Posterior} from "../math/posterior.js";
import type {Subject} from "../own/subject.js";
import type {PosteriorModel, PosteriorSession, ShownBound} from "./session.js";

/** Posteriors of one model, computed by a worker in the order of the calls. */
export interface PosteriorClient {
  /** Opens an image: what is asked then is about it. Gives log p(x|z) over the plane. */
  landscape(x: Float32Array): Promise<Float64Array>;
  posterior(): Promise<Posterior>;
  /** Gives the terms of the bound for a q; asked again at once, it gives better ones. */
  bound(q: PlaneGaussian): Promise<ShownBound>;
  /** Searches the best q of a family, from one or from the posterior alone; tells each better one. */
  best(
    family: QFamily,
    from: DiagonalGaussian | undefined,
    onFit: (fit: Fit) => void
  ): Promise<Fit>;
  /** Gives log p(x|z), in nats, at points z, row-major [count, 2]; x need not be open. */
  likelihoods(x: Float32Array, z: Float32Array): Promise<Float64Array>;
  /** Moves chains on p(z|x) by Hamiltonian Monte Carlo; x need not be open. */
  chains(x: Float32Array, moves: ChainMoves): Promise<ChainTrace>;
  /** Ends the worker. */
  end(): void;
}

/** Options for startPosteriors. */
interface PosteriorOptions {
  /** Is told how many images a slow decoder has decoded so far. */
  onDecoded?: (count: number) => void;
  /** What computes; defaults to a worker of its own. */
  worker?: WorkerLike;
}

/** Returns the posteriors of a model; should it not open, the first answers say so. */
export function startPosteriors(
  model: PosteriorModel,
  {onDecoded, worker = spawn()}: PosteriorOptions = {}
): PosteriorClient {
  const failure = "the posteriors cannot be computed until the page is reloaded";
  const {ask, tell, end} = askedWorker<PosteriorSession>(worker, failure);
  tell({type: "open", model}, {onProgress: onDecoded});
  return {
    landscape: (x) => ask({type: "landscape", x}),
    posterior: () => ask({type: "posterior"}),
    bound: (q) => ask({type: "bound", q}),
    best: (family, from, onProgress) => ask({type: "best", family, from}, {onProgress}),
    likelihoods: (x, z) => ask({type: "likelihoods", x, z}),
    chains: (x, moves) => ask({type: "chains", x, moves}),
    end
  };
}

const shipped = new WeakMap<Subject, () => Promise<PosteriorClient>>();

/** Options for posteriorsOf. */
interface PosteriorsOptions extends PosteriorOptions {
  /** When it resolves, the worker of a model of the reader’s own ends; those of the site stay. */
  until?: Promise<unknown>;
}

/** Returns a promise to the posteriors of a model, of a shipped one the same ones each time. */
export async function posteriorsOf(
  subject: Subject,
  {until, ...options}: PosteriorsOptions = {}
): Promise<PosteriorClient> {
  const start = async () => startPosteriors(await subject.exactDecoder(), options);
  if (subject.isShipped) {
    const load = shipped.get(subject) ?? once(start);
    shipped.set(subject, load);
    return load();
  }
  const client = await start();
  void until?.then(() => client.end());
  return client;
}

function spawn(): Worker {
  return new Worker(import.meta.resolve("./worker.js"), {type: "module"});
}
