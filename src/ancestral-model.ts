import type {AncestralModel} from "./components/ancestral-figure.js";
import {pixelDraws, randomSource, standardNormals} from "./math/random.js";
import type {EncodingModel} from "./shipped/examples.js";

/** Returns a model that is sampled from as section 2.1 says: z from the prior, then x given z. */
export function ancestralModel(
  {encoder, decoder, cloud}: EncodingModel,
  seed: number
): AncestralModel {
  const [ofZ, ofX] = [randomSource(seed, 1), randomSource(seed, 2)];
  return {
    cloud,
    drawZ: () => standardNormals(ofZ, decoder.latentSize),
    async drawX(z) {
      const logits = await decoder.logits(z, 1);
      const mean = logits.map((logit) => 1 / (1 + Math.exp(-logit)));
      return {mean, x: pixelDraws(logits, ofX)};
    },
    encode(x) {
      const {mu, logVar} = encoder.encode(x, 1);
      return {mu, sigma: logVar.map((value) => Math.exp(value / 2))};
    }
  };
}
