import type {KeepRows} from "../engine/kernel-network.js";
import type {PortableNetwork} from "../engine/open-network.js";
import {fromFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import {kernelValues} from "../formats/layers.js";
import type {Fit} from "../math/bound-ascent.js";
import type {BoundTerms} from "../math/bound.js";
import type {ChainMoves, ChainTrace} from "../math/chain-trace.js";
import {traceChains} from "../math/chain-trace.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import {differenceTarget} from "../math/difference-target.js";
import type {ImagePosterior, QFamily} from "../math/image-posterior.js";
import {imagePosteriors} from "../math/image-posterior.js";
import type {PointwiseDecoder} from "../math/likelihood.js";
import {imageLikelihoods} from "../math/likelihood.js";
import type {PlaneGaussian} from "../math/plane-gaussian.js";
import type {Posterior} from "../math/posterior.js";
import type {TfjsOpening} from "../own/session.js";

/** A model of two latents: layers of ours, or what TensorFlow.js runs. */
export type PosteriorModel = PortableNetwork | TfjsOpening;

/** What a worker of posteriors answers: all after a landscape is about its image. */
export interface PosteriorSession {
  /** Stays unanswered unless it fails: it tells how many images a slow model has decoded so far. */
  open(opening: {model: PosteriorModel}, onDecoded: (count: number) => void): Promise<never>;
  /** Gives log p(x|z) over the plane. */
  landscape(image: {x: Float32Array}): Promise<Float64Array>;
  posterior(): Promise<Posterior>;
  /** Gives the terms of the bound; asked again at once, it gives better ones. */
  bound(asked: {q: PlaneGaussian}): Promise<ShownBound>;
  /** Searches the best q of a family, and tells each better one. */
  best(search: BestSearch, onFit: (fit: Fit) => void): Promise<Fit>;
  /** Gives log p(x|z), in nats, at points z, row-major [count, 2], of an image of its own. */
  likelihoods(asked: {x: Float32Array; z: Float32Array}): Promise<Float64Array>;
  /** Moves chains on p(z|x) of an image of its own, and gives where they have been. */
  chains(asked: {x: Float32Array; moves: ChainMoves}): Promise<ChainTrace>;
}

/** Which q is searched, and the one from which the search begins; see ImagePosterior. */
interface BestSearch {
  family: QFamily;
  from: DiagonalGaussian | undefined;
}

/** A q as it is shown: its terms, and the decoder’s image at its mean. */
export interface ShownBound extends BoundTerms {
  /** 8-bit pixels, 0 paper … 255 ink. */
  pixels: Uint8ClampedArray;
  /** Whether better ones come when the same q is asked for again. */
  hasMore: boolean;
}

/** A decoder that computes at once, with pictures. */
export interface PicturedDecoder extends PointwiseDecoder {
  /** Returns 8-bit pixels, row-major [count, pixels]. */
  pixels(z: Float32Array, count: number): Uint8ClampedArray;
}

/** A model that runs. */
export interface OpenedDecoder {
  network: PicturedDecoder;
  /** The last layer of the network; undefined where it has no hidden layer to go with. */
  lastLayer?: PackedLayer;
  /** Multiplies many rows fast; undefined for the plain loop. */
  keepRows?: KeepRows;
}

/**
 * Returns what a worker of posteriors answers.
 *
 * @param open makes a model run
 */
export function posteriorSession(
  open: (model: PosteriorModel, onDecoded: (count: number) => void) => Promise<OpenedDecoder>
): PosteriorSession {
  let opened: Promise<{network: PicturedDecoder; images: (x: Float32Array) => ImagePosterior}>;
  let image: ImagePosterior | undefined;
  let bounds: NewestBounds[] = [];

  function imageOf(question: keyof PosteriorSession): ImagePosterior {
    if (image === undefined) throw new Error(`invalid request: ${question} before any image`);
    return image;
  }

  // Each waits for the model alone, and then computes at once: so they stay in their order.
  return {
    async open({model}, onDecoded) {
      opened = open(model, onDecoded).then(({network, lastLayer, keepRows}) => {
        const last = lastLayer && {
          weights: kernelValues(lastLayer),
          bias: fromFloat16(lastLayer.bias)
        };
        return {network, images: imagePosteriors(network, last, keepRows)};
      });
      await opened;
      return new Promise(() => {});
    },
    async landscape({x}) {
      const {images} = await opened;
      image = images(x);
      bounds = [];
      return image.landscape;
    },
    async posterior() {
      await opened;
      return imageOf("posterior").posterior();
    },
    async bound({q}) {
      const {network} = await opened;
      const shown = imageOf("bound");
      const known = bounds.find((one) => isSame(one.q, q)) ?? newestBounds(q, shown);
      bounds = [known, ...bounds.filter((one) => one !== known)].slice(0, MOST_BOUNDS);
      const pixels = network.pixels(Float32Array.from(q.mu), 1);
      return {...known.next(), pixels};
    },
    async best({family, from}, onFit) {
      await opened;
      let fit: Fit;
      for (fit of imageOf("best").best(family, from)) onFit(fit);
      return fit!;
    },
    async likelihoods({x, z}) {
      const {network} = await opened;
      return imageLikelihoods(x, network.logits(z, z.length / 2));
    },
    async chains({x, moves}) {
      const {network} = await opened;
      const target = differenceTarget((z) => imageLikelihoods(x, network.logits(z, z.length / 2)));
      return traceChains(target, moves);
    }
  };
}

/** The q whose bounds go on from where they were: those that are compared, and the reader’s. */
const MOST_BOUNDS = 7;

/** The terms of the bound for one q, better each time. */
interface NewestBounds {
  q: PlaneGaussian;
  next(): BoundTerms & {hasMore: boolean};
}

function newestBounds(q: PlaneGaussian, image: ImagePosterior): NewestBounds {
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

function isSame(a: PlaneGaussian, b: PlaneGaussian): boolean {
  const [one, other] = [a, b].map(({mu, logVar, correlation}) => String([mu, logVar, correlation]));
  return one === other;
}
