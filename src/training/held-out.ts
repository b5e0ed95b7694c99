import type {KernelMeasure} from "../engine/training/gradient.js";
import type {Images} from "../formats/images.js";
import {fullInk} from "../formats/images.js";
import {meanKlPerUnit} from "../math/latent-use.js";
import {evaluationNoiseOf} from "../vae/evaluate.js";
import type {MeanElbo} from "../vae/gradient.js";

/** The bound over held-out images, and the share of each latent dimension in its KL. */
export interface HeldOutTerms {
  heldOut: MeanElbo;
  klPerUnit: number[];
}

/** Measures a model on images that it is not trained on. */
export interface HeldOut {
  /** Returns means over all of the images, with one sample each and the same noise every time. */
  terms(): HeldOutTerms;
  /** Returns q(z|x) of the first images. */
  codes(count: number): {mu: Float32Array<ArrayBuffer>; logVar: Float32Array<ArrayBuffer>};
}

/** Returns what measures a model on these images, in nats per image. */
export function createHeldOut(
  model: KernelMeasure,
  {pixels, count}: Images,
  {seed, latentSize}: {seed: number; latentSize: number}
): HeldOut {
  const ink = fullInk(pixels);
  const size = pixels.length / count;
  const x = Float32Array.from(pixels, (pixel) => pixel / ink);
  const noise = evaluationNoiseOf(seed, count, latentSize);
  return {
    terms() {
      const {reconstruction, mu, logVar} = model.measure(x, noise);
      const klPerUnit = Array.from(meanKlPerUnit(mu, logVar, latentSize));
      const mean = reconstruction.reduce((sum, term) => sum + term, 0) / count;
      const kl = klPerUnit.reduce((sum, term) => sum + term, 0);
      return {heldOut: {elbo: mean - kl, reconstruction: mean, kl}, klPerUnit};
    },
    codes(wanted) {
      if (!(Number.isSafeInteger(wanted) && wanted >= 0 && wanted <= count)) {
        throw new RangeError(`invalid codes: ${wanted}, expected an integer from 0 to ${count}`);
      }
      const [first, draws] = [x.subarray(0, wanted * size), noise.subarray(0, wanted * latentSize)];
      const {mu, logVar} = model.measure(first, draws);
      return {mu, logVar};
    }
  };
}
