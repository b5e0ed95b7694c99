/**
 * Returns −log p(x|z) of one pixel of a Bernoulli decoder (appendix C.1), in nats:
 * −[x log y + (1 − x) log(1 − y)]. It is least at y = x, where it is the entropy H(x).
 *
 * @param x the pixel, in [0, 1]; a grey one is read as a probability
 * @param y what the decoder predicts, in [0, 1]
 * @returns ≥ 0, and Infinity where y rules x out
 */
export function bernoulliCost(x: number, y: number): number {
  // 0 log 0 is 0: what never happens costs nothing.
  const term = (weight: number, p: number) => (weight === 0 ? 0 : -weight * Math.log(p));
  return term(x, y) + term(1 - x, 1 - y);
}

/**
 * Returns −log p(x|z) of one pixel of a Gaussian decoder (appendix C.2), in nats:
 * ½ log 2πs² + (x − y)² / 2s². It is least at y = x, where it is ½ log 2πs², which has no lower bound
 * as s falls.
 *
 * @param s the standard deviation of the pixel, > 0
 */
export function gaussianCost(x: number, y: number, s: number): number {
  return 0.5 * Math.log(2 * Math.PI * s ** 2) + (x - y) ** 2 / (2 * s ** 2);
}

/**
 * Returns ∫₀¹ yˣ (1 − y)¹⁻ˣ dx = (1 − 2y) / (2 artanh(1 − 2y)): what the Bernoulli likelihood adds
 * up to over grey pixels. It is never more than ½, so that the likelihood is no density of them.
 *
 * @param y in [0, 1]
 */
export function bernoulliArea(y: number): number {
  const t = 1 - 2 * y;
  // t / (2 artanh t) = ½ − t²/6 − …, where the quotient is 0 / 0.
  return Math.abs(t) < 1e-4 ? 0.5 - t ** 2 / 6 : t / (2 * Math.atanh(t));
}
