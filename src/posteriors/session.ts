import type {KeepRows} from "../engine/kernel-network.js";
import type {PortableNetwork} from "../engine/open-network.js";
import type {WasmPaths} from "../engine/tfjs/backend.js";
import {fromFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import {kernelValues} from "../formats/layers.js";
import type {Fit} from "../math/best-diagonal.js";
import type {BoundTerms} from "../math/bound.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import type {ImagePosterior} from "../math/image-posterior.js";
import {imagePosteriors} from "../math/image-posterior.js";
import type {PointwiseDecoder} from "../math/likelihood.js";
import {imageLikelihoods} from "../math/likelihood.js";
import type {Posterior} from "../math/posterior.js";
import type {TfjsModel} from "../own/session.js";

/** Answers a request; it throws what is to be told. */
export type PosteriorSession = (
  request: Exclude<PosteriorRequest, {type: "decoder" | "tfjs"}>
) => void;

/** A decoder that computes at once, with pictures. */
export interface PicturedDecoder extends PointwiseDecoder {
  /** Returns 8-bit pixels, row-major [count, pixels]. */
  pixels(z: Float32Array, count: number): Uint8ClampedArray;
}

/**
 * Returns what a worker does with its requests: all after a landscape are about that image,
 * but for likelihoods, which name their own.
 *
 * @param lastLayer of the network’s decoder; undefined where it has no hidden layer to go with
 * @param keepRows multiplies many rows fast; undefined for the plain loop
 */
export function posteriorSession(
  network: PicturedDecoder,
  lastLayer: PackedLayer | undefined,
  keepRows: KeepRows | undefined,
  answer: (message: PosteriorAnswer) => void
): PosteriorSession {
  const last = lastLayer && {
    weights: kernelValues(lastLayer),
    bias: fromFloat16(lastLayer.bias)
  };
  const open = imagePosteriors(network, last, keepRows);
  let image: ImagePosterior | undefined;
  let bounds: NewestBounds | undefined;
  return (request) => {
    const {id} = request;
    if (request.type === "landscape") {
      image = open(request.x);
      bounds = undefined;
      return answer({type: "landscape", id, value: image.landscape});
    }
    if (request.type === "likelihoods") {
      const {x, z} = request;
      const value = imageLikelihoods(x, network.logits(z, z.length / 2));
      return answer({type: "likelihoods", id, value});
    }
    if (image === undefined) throw new Error(`invalid request: ${request.type} before any image`);
    switch (request.type) {
      case "posterior":
        return answer({type: "posterior", id, value: image.posterior()});
      case "bound": {
        const {q} = request;
        if (bounds === undefined || !isSame(bounds.q, q)) bounds = newestBounds(q, image);
        const pixels = network.pixels(Float32Array.from(q.mu), 1);
        return answer({type: "bound", id, value: {...bounds.next(), pixels}});
      }
      case "best": {
        let fit;
        for (fit of image.best(request.from)) answer({type: "fit", id, fit});
        return answer({type: "best", id, value: fit!});
      }
    }
  };
}

/** The terms of the bound for one q, better each time. */
interface NewestBounds {
  q: DiagonalGaussian;
  next(): BoundTerms & {hasMore: boolean};
}

function newestBounds(q: DiagonalGaussian, image: ImagePosterior): NewestBounds {
  const bounds = image.bounds(q);
  let last: BoundTerms;
  return {
    q,
    next() {
      const {done, value} = bounds.next();
      if (!done) last = value;
      return {...last, hasMore: !done};
    }
  };
}

function isSame(a: DiagonalGaussian, b: DiagonalGaussian): boolean {
  return String([a.mu, a.logVar]) === String([b.mu, b.logVar]);
}

/** What a worker of posteriors is asked; it answers in order. */
export type PosteriorRequest =
  | {type: "decoder"; network: PortableNetwork}
  | {type: "tfjs"; network: TfjsModel; paths: WasmPaths}
  | {type: "landscape"; id: number; x: Float32Array}
  | {type: "posterior"; id: number}
  | {type: "bound"; id: number; q: DiagonalGaussian}
  | {type: "best"; id: number; from: DiagonalGaussian | undefined}
  | {type: "likelihoods"; id: number; x: Float32Array; z: Float32Array};

/** A q as it is shown: its terms, and the decoder’s image at its mean. */
export interface ShownBound extends BoundTerms {
  /** 8-bit pixels, 0 paper … 255 ink. */
  pixels: Uint8ClampedArray;
  /** Whether better ones come when the same q is asked for again. */
  hasMore: boolean;
}

/** What it answers. A search for the best q answers with each fit, and is done after the last. */
export type PosteriorAnswer =
  | {type: "landscape"; id: number; value: Float64Array}
  | {type: "posterior"; id: number; value: Posterior}
  | {type: "bound"; id: number; value: ShownBound}
  | {type: "fit"; id: number; fit: Fit}
  | {type: "best"; id: number; value: Fit}
  | {type: "likelihoods"; id: number; value: Float64Array}
  | {type: "failed"; id: number; message: string}
  /** How many images a slow decoder has decoded so far; it comes unasked. */
  | {type: "decoded"; count: number};
