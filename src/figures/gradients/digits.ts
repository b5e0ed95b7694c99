import {drawsThrough} from "../../posteriors/draws.js";
import {loadExamples} from "../../shipped/examples.js";
import {loadDecoderLayers} from "../../shipped/models.js";
import {imageCase} from "./cases.js";
import type {DigitCases} from "./frame.js";

/**
 * Returns a promise to the digits of section 2.4: an image of each class, at the q that the encoder
 * of mnist-2d has for it.
 */
export async function digitCases(): Promise<DigitCases> {
  const [{images}] = await Promise.all([loadExamples("mnist"), loadDecoderLayers()]);
  const shown = images.filter(({kinds}) => kinds.includes("class"));
  const through = drawsThrough(loadDecoderLayers);
  return {
    images: shown.map(({label, x}) => ({
      name: `a ${label}`,
      pixels: Uint8ClampedArray.from(x, (ink) => 255 * ink)
    })),
    open(image) {
      const {x, q} = shown[image];
      const start = {mu: q.mu, sigma: q.logVar.map((value) => Math.exp(value / 2))};
      return imageCase(start, (at, epsilon) => through(undefined, {x, q: at, epsilon}));
    }
  };
}
