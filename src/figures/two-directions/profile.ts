import {range as sequence} from "d3";
import {normalGrid} from "../../math/moments.js";
import type {TwoHills} from "../../math/two-hills.js";
import {forwardFit, forwardKl, reverseKl} from "../../math/two-hills.js";

/** The least that either divergence can be with a given mean of q, whatever its σ; in nats. */
export interface ProfilePoint {
  mu: number;
  reverse: number;
  forward: number;
}

/** The points of a quadrature under q: fewer than a number needs, enough for a line. */
const grid = normalGrid(1, 121);
const SIGMAS = 18;
const NARROWINGS = 12;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Returns both divergences over the mean of q, each at its best σ.
 *
 * @param reach the means go from −reach to reach
 * @param count how many there are
 */
export function klProfile(p: TwoHills, reach: number, count: number): ProfilePoint[] {
  const best = forwardFit(p);
  const least = forwardKl(best, p);
  return sequence(count).map((i) => {
    const mu = reach * ((2 * i) / (count - 1) - 1);
    // The best σ² about another mean is the variance of p plus the squared distance of the means.
    const wider = 1 + ((mu - best.mu) / best.sigma) ** 2;
    return {mu, reverse: leastReverse(p, mu), forward: least + Math.log(wider) / 2};
  });
}

/** Returns min over σ of KL(q ‖ p): there may be two minima, so a coarse search comes first. */
function leastReverse(p: TwoHills, mu: number): number {
  const at = (logSigma: number) => reverseKl({mu, sigma: Math.exp(logSigma)}, p, grid);
  const low = Math.log(p.spread / 2);
  const high = Math.log(2 * (p.distance + p.spread));
  const step = (high - low) / (SIGMAS - 1);
  const values = sequence(SIGMAS).map((i) => at(low + i * step));
  const first = values.indexOf(Math.min(...values));
  let [left, right] = [low + (first - 1) * step, low + (first + 1) * step];
  for (let i = 0; i < NARROWINGS; ++i) {
    const [a, b] = [right - golden * (right - left), left + golden * (right - left)];
    if (at(a) < at(b)) right = b;
    else left = a;
  }
  return at((left + right) / 2);
}
