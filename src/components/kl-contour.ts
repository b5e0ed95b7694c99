import type {Center} from "./string-state.js";

/**
 * Returns the closed line of all q = N(μ, σ²) whose divergence from N(0, 1) is the same: from
 * KL = ½ (μ² + σ² − 1 − log σ²) it follows that μ² = 2 KL + 1 + log σ² − σ². Where the range cuts
 * the line off there is a point whose numbers are NaN.
 *
 * @param level KL, in nats, ≥ 0
 * @param range where σ begins and ends
 */
export function contourOfKl(level: number, [least, most]: readonly [number, number]): Center[] {
  const squared = (sigma: number) => 2 * level + 1 + Math.log(sigma ** 2) - sigma ** 2;
  // The line meets μ = 0 on either side of σ = 1; there its points have to lie close together.
  const ends = [least, most].map((end) => (squared(end) >= 0 ? end : zeroBetween(squared, end)));
  const count = 90;
  const right = Array.from({length: count + 1}, (_, i) => {
    const part = (1 - Math.cos((Math.PI * i) / count)) / 2;
    const sigma = ends[0] * (ends[1] / ends[0]) ** part;
    return {mu: Math.sqrt(Math.max(0, squared(sigma))), sigma};
  });
  const left = right.map(({mu, sigma}) => ({mu: -mu, sigma})).toReversed();
  const gap = {mu: NaN, sigma: NaN};
  const [closes, opens] = [right[count], right[0]].map(({mu}) => (mu < 1e-3 ? [] : [gap]));
  return [...right, ...closes, ...left, ...opens, right[0]];
}

/** Returns where a function that is positive at 1 and negative at an end is zero, by halving. */
function zeroBetween(of: (sigma: number) => number, end: number): number {
  let [inside, outside] = [1, end];
  for (let i = 0; i < 50; ++i) {
    const middle = (inside + outside) / 2;
    if (of(middle) >= 0) inside = middle;
    else outside = middle;
  }
  return inside;
}
