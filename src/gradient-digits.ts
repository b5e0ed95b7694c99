import type {DigitCases} from "./components/gradient-frame.js";
import {imageCase} from "./gradient-cases.js";
import {imageDraws} from "./image-draws.js";
import {loadExamples} from "./shipped/examples.js";
import {loadCodes, loadDecoderLayers} from "./shipped/models.js";

/**
 * Returns a promise to the digits of section 2.4: an image of each class, at the q that the encoder
 * of mnist-2d has for it.
 */
export async function digitCases(): Promise<DigitCases> {
  const [{images}, layers, codes] = await Promise.all([
    loadExamples("mnist"),
    loadDecoderLayers(),
    loadCodes("mnist-2d")
  ]);
  const shown = images.filter(({kinds}) => kinds.includes("class"));
  const draws = imageDraws(layers);
  const {latentSize, mu, logVar} = codes;
  const row = (values: Float32Array, index: number) =>
    Array.from(values.subarray(index * latentSize, (index + 1) * latentSize));
  return {
    images: shown.map(({label, x}) => ({
      name: `a ${label}`,
      pixels: Uint8ClampedArray.from(x, (ink) => 255 * ink)
    })),
    open(image) {
      const {index, x} = shown[image];
      const start = {
        mu: row(mu, index),
        sigma: row(logVar, index).map((value) => Math.exp(value / 2))
      };
      return imageCase(start, (q, epsilon) => draws(x, q, epsilon));
    }
  };
}
