import type {Encoder, Network} from "../engine/decoder.js";
import {checkLatents} from "../engine/decoder.js";
import type {Manifest} from "../formats/manifest.js";
import {boundByQuadrature, boundBySamples} from "../math/bound.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import {imageLikelihoods} from "../math/likelihood.js";
import {randomSource, standardNormals} from "../math/random.js";

/** A model to play with: what was recorded of it, and its two networks. */
export interface PlayModel {
  manifest: Manifest;
  encoder: Encoder;
  /** Computes logits, 8-bit pixels and the last hidden layer, at rows of z. */
  decoder: Network;
}

/** Options for elbo. */
export interface ElboOptions {
  /** The draws of equation (7)’s estimate; without it the bound is found by quadrature. */
  samples?: number;
  /** The seed of the draws; defaults to 0. */
  seed?: number;
}

/** What every section has to play with. */
export interface Play {
  model: PlayModel;
  /** An image: its pixels, row-major, each in [0, 1]. */
  x: Float32Array<ArrayBuffer>;
  /** q(z|x), as the encoder says it. */
  q: DiagonalGaussian;
  /**
   * Returns the mean of every pixel of p(x|z), each in [0, 1], row-major; of several points one
   * after the other, the images one after the other.
   *
   * @throws RangeError if z has not as many numbers as the model has latents, or as many for each of
   *   several points, or a value is not finite
   */
  decode(z: ArrayLike<number>): Float32Array<ArrayBuffer>;
  /**
   * Returns μ and log σ² of q(z|x) = N(μ, diag σ²).
   *
   * @throws RangeError if x is not one image of numbers in [0, 1]
   */
  encode(x: ArrayLike<number>): DiagonalGaussian;
  /**
   * Returns the bound of an image, in nats: by quadrature over 31 points along each latent of q,
   * or, if samples are asked for, by equation (7)’s estimate from that many seeded draws. The KL is
   * exact in both. Without a q it is the encoder’s.
   *
   * @throws RangeError naming the argument, its value and what was expected
   */
  elbo(x: ArrayLike<number>, q?: DiagonalGaussian, options?: ElboOptions): number;
}

/** Points of the quadrature. */
const POINTS = 1000;

/** Returns what there is to play with for a model of few latents and one image. */
export function playWith(model: PlayModel, x: Float32Array<ArrayBuffer>): Play {
  const {latentSize, image} = model.manifest;
  const pixels = image.width * image.height;

  function decode(z: ArrayLike<number>): Float32Array<ArrayBuffer> {
    const points = Float32Array.from(z);
    const count = points.length / latentSize;
    if (!(Number.isInteger(count) && count > 0)) {
      throw new RangeError(
        `invalid z: ${points.length} numbers, expected ${latentSize}, one for each latent of ` +
          `this model, or ${latentSize} for each of several points`
      );
    }
    checkLatents(points, count, latentSize);
    return model.decoder.logits(points, count).map((logit) => 1 / (1 + Math.exp(-logit)));
  }

  function encode(ofImage: ArrayLike<number>): DiagonalGaussian {
    const {mu, logVar} = model.encoder.encode(inkOf(ofImage, pixels), 1);
    return {mu: Array.from(mu), logVar: Array.from(logVar)};
  }

  function elbo(
    ofImage: ArrayLike<number>,
    q = encode(ofImage),
    {samples, seed = 0}: ElboOptions = {}
  ): number {
    const ink = inkOf(ofImage, pixels);
    checkGaussian(q, latentSize);
    const logLikelihood = (z: Float32Array<ArrayBuffer>) =>
      imageLikelihoods(ink, model.decoder.logits(z, z.length / latentSize));
    if (samples === undefined) return boundByQuadrature(logLikelihood, q, POINTS);
    if (!(Number.isSafeInteger(samples) && samples > 0)) {
      throw new RangeError(`invalid samples: ${samples}, expected a whole number of at least 1`);
    }
    const epsilon = standardNormals(randomSource(seed), samples * latentSize);
    return boundBySamples(logLikelihood, q, epsilon);
  }

  return {model, x, q: encode(x), decode, encode, elbo};
}

/** Returns a number with a true minus, such as −183.4, to some digits after the point. */
export function nats(value: number, digits = 1): string {
  return value.toFixed(digits).replace("-", "−");
}

function inkOf(x: ArrayLike<number>, pixels: number): Float32Array<ArrayBuffer> {
  if (x?.length !== pixels) {
    throw new RangeError(`invalid x: length ${x?.length}, expected ${pixels}`);
  }
  const ink = Float32Array.from(x);
  const wrong = ink.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong === -1) return ink;
  throw new RangeError(`invalid x: ${ink[wrong]} at ${wrong}, expected numbers in [0, 1]`);
}

function checkGaussian(q: DiagonalGaussian, latentSize: number): void {
  for (const name of ["mu", "logVar"] as const) {
    const values = q?.[name];
    if (values?.length !== latentSize) {
      throw new RangeError(`invalid q.${name}: length ${values?.length}, expected ${latentSize}`);
    }
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong === -1) continue;
    throw new RangeError(
      `invalid q.${name}: ${values[wrong]} at ${wrong}, expected finite numbers`
    );
  }
}
