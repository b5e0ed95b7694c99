import {inOrder} from "../../async/once.js";
import type {Draws, LocationScale} from "../../math/gradients.js";
import type {DrawnPosteriorField} from "../../math/posterior-field.js";
import {landscapeField, posteriorField} from "../../math/posterior-field.js";
import type {PosteriorClient} from "../../posteriors/client.js";
import type {Walk} from "./walk.js";
import {walk} from "./walk.js";

/** What the walks need of the model. */
export interface WalkModel {
  /** The pixels of each image, in [0, 1]. */
  images: readonly {x: Float32Array}[];
  /** Returns a promise to what knows the posteriors, when it is first needed. */
  posteriors: () => Promise<PosteriorClient>;
  /** Takes draws ε of a q through the decoder, for an image x. */
  through: (request: {x: Float32Array; q: LocationScale; epsilon: Float64Array}) => Promise<Draws>;
}

/** Which walk. */
export interface WalkChoice {
  /** The place of the image among those offered, from 0. */
  image: number;
  L: number;
  seed: number;
}

/** What is known of an image whose posterior is open. */
export interface OpenImage {
  image: number;
  /** log p(x), in nats. */
  logEvidence: number;
  /** The bound of the best diagonal q, in nats. */
  best: number;
}

/** The fields of an image, as they are drawn. */
type Fields = {landscape: DrawnPosteriorField["field"]; posterior: DrawnPosteriorField};

/**
 * Returns a function that gives a promise to a walk, the same one until another is asked for. Its image is opened when
 * those asked for before have been.
 *
 * @param onOpen is told of every image that has been opened
 */
export function walksFor(
  {images, posteriors, through}: WalkModel,
  onOpen: (image: OpenImage, fields: Fields) => void
): (choice: WalkChoice) => Promise<Walk> {
  const inTurn = inOrder();
  let opened: number | undefined;
  let present: {key: string; made: Promise<Walk>} | undefined;

  async function open(client: PosteriorClient, image: number): Promise<void> {
    const landscape = await client.landscape(images[image].x);
    const posterior = await client.posterior();
    const best = await client.best("diagonal", undefined, () => {});
    opened = image;
    onOpen(
      {image, logEvidence: posterior.logEvidence, best: best.elbo},
      {landscape: landscapeField(landscape), posterior: posteriorField(posterior)}
    );
  }

  async function begin({image, L, seed}: WalkChoice): Promise<Walk> {
    const client = await posteriors();
    if (opened !== image) await open(client, image);
    const {x} = images[image];
    return walk({
      draws: (q, epsilon) => through({x, q, epsilon}),
      bound: async (q) => (await client.bound(q)).elbo,
      L,
      seed
    });
  }

  return (choice) => {
    const key = [choice.image, choice.L, choice.seed].join();
    if (present?.key !== key) present = {key, made: inTurn(() => begin(choice))};
    return present.made;
  };
}
