/** How many of the greater σ an enlargement shows on each side, at least. */
const deviations = 3;

/**
 * Returns how far an enlargement of q reaches from its mean to each side, in units of the plane:
 * a round number, so that a small change of σ changes no scale.
 */
export function zoomReach(sigma: ArrayLike<number>): number {
  const needed = deviations * Math.max(...Array.from(sigma));
  const power = 10 ** Math.floor(Math.log10(needed));
  return [1, 1.5, 2, 3, 5, 7, 10].find((step) => step * power >= needed)! * power;
}
