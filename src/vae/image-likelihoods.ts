/**
 * Returns log p(x|z) of one image for many z, in nats: Σ x·a − softplus(a) over the pixels of each
 * row of logits a (appendix C.1), with softplus(a) = max(a, 0) + log(1 + exp(−|a|)).
 *
 * The logarithms of a row are taken together, as that of a product: it is at most 2^pixels, which
 * a double holds for up to 1,023 pixels.
 *
 * @param x pixels in [0, 1]
 * @param logits row-major [count, pixels]
 * @returns length count, each ≤ 0
 * @throws RangeError if there are more pixels, or if the logits are no whole rows
 */
export function imageLikelihoods(x: Float32Array, logits: Float32Array): Float64Array<ArrayBuffer> {
  const pixels = x.length;
  if (pixels > 1023) throw new RangeError(`invalid x: length ${pixels}, expected at most 1023`);
  const count = logits.length / pixels;
  if (!Number.isInteger(count)) {
    throw new RangeError(`invalid logits: length ${logits.length}, expected rows of ${pixels}`);
  }
  const likelihoods = new Float64Array(count);
  for (let row = 0; row < count; ++row) {
    let [sum, product] = [0, 1];
    for (let i = 0; i < pixels; ++i) {
      const a = logits[row * pixels + i];
      sum += x[i] * a - Math.max(a, 0);
      product *= 1 + Math.exp(-Math.abs(a));
    }
    likelihoods[row] = sum - Math.log(product);
  }
  return likelihoods;
}
