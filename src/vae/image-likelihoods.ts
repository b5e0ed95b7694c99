/** So many factors of at most 2 are multiplied before a logarithm is taken; 2^1024 is no double. */
const PIXELS = 1000;

/**
 * Returns log p(x|z) of one image for many z, in nats: Σ x·a − softplus(a) over the pixels of each
 * row of logits a (appendix C.1), with softplus(a) = max(a, 0) + log(1 + exp(−|a|)).
 *
 * The logarithms of a row are taken together, as that of a product, some pixels at a time: it is
 * at most 2^PIXELS, which a double has to hold.
 *
 * @param x pixels in [0, 1]
 * @param logits row-major [count, pixels]
 * @returns length count, each ≤ 0
 * @throws RangeError if the logits are no whole rows
 */
export function imageLikelihoods(x: Float32Array, logits: Float32Array): Float64Array<ArrayBuffer> {
  const pixels = x.length;
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
      if (i % PIXELS === PIXELS - 1) {
        sum -= Math.log(product);
        product = 1;
      }
    }
    likelihoods[row] = sum - Math.log(product);
  }
  return likelihoods;
}
