import {weightShares} from "../../math/importance.js";
import type {RandomSource} from "../../math/random.js";

/**
 * Returns a function from images to a rough draw of each one's posterior: one of some draws of the
 * prior, chosen with the probability of its share in p(x), p(x|z) / Σ p(x|z). A chain that starts
 * there is on a hill with the probability of that hill, whatever the method that trained the
 * decoder; from the prior alone, most chains would hang on small hills.
 *
 * @param prior draws of the prior, row-major [count, latentSize]
 * @param logits of these points, row-major [count, pixels]
 */
export function posteriorStarts(
  prior: Float32Array,
  logits: Float32Array,
  latentSize: number
): (images: Float32Array, source: RandomSource) => Float32Array {
  const count = prior.length / latentSize;
  const pixels = logits.length / count;
  // log p(x|z) = x·a − Σ softplus(a), of which the sum does not depend on the image.
  const blank = Float64Array.from({length: count}, (_, k) => {
    let sum = 0;
    for (let i = k * pixels; i < (k + 1) * pixels; ++i) {
      sum -= Math.max(logits[i], 0) + Math.log1p(Math.exp(-Math.abs(logits[i])));
    }
    return sum;
  });
  return (images, source) => {
    const starts = new Float32Array((images.length / pixels) * latentSize);
    for (let image = 0; image * pixels < images.length; ++image) {
      const x = images.subarray(image * pixels, (image + 1) * pixels);
      const inked = Uint32Array.from(x.keys()).filter((i) => x[i] !== 0);
      const shares = weightShares(
        blank.map((sum, k) => {
          let total = sum;
          for (const i of inked) total += x[i] * logits[k * pixels + i];
          return total;
        })
      );
      let [left, chosen] = [source(), 0];
      while (chosen < count - 1 && (left -= shares[chosen]) > 0) ++chosen;
      const point = prior.subarray(chosen * latentSize, (chosen + 1) * latentSize);
      starts.set(point, image * latentSize);
    }
    return starts;
  };
}
