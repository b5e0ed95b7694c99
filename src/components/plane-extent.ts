/** The share of the coordinates that a plane has room for: a few codes lie very far out. */
const shareInside = 0.998;

/**
 * Returns how far a plane reaches from 0 to each side, in standard deviations of the prior: the
 * same on all axes, so that a change of axes changes no scale, and a multiple of ½.
 *
 * @param mu posterior means; if there are none, the plane reaches to 2
 */
export function planeExtent(mu: Float32Array): number {
  // A typed array sorts its numbers much faster than d3 finds a quantile of them.
  const far = mu.map(Math.abs).sort()[Math.ceil(shareInside * (mu.length - 1))] ?? 0;
  return Math.max(2, Math.ceil(2 * far) / 2);
}
