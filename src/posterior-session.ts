import type {KeepRows} from "./engine/kernel-network.js";
import {fromFloat16} from "./formats/bytes.js";
import type {PackedLayer} from "./formats/layers.js";
import {kernelValues} from "./formats/layers.js";
import type {BoundTerms} from "./math/bound.js";
import type {DiagonalGaussian} from "./math/diagonal-gaussian.js";
import type {ImagePosterior} from "./math/image-posterior.js";
import {imagePosteriors} from "./math/image-posterior.js";
import type {PointwiseDecoder} from "./math/likelihood.js";
import {imageLikelihoods} from "./math/likelihood.js";
import type {PosteriorAnswer, PosteriorRequest} from "./posterior-messages.js";

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
