import type {DiagonalGaussian} from "./diagonal-gaussian.js";
import {diagonalSamples} from "./diagonal-gaussian.js";
import {normalQuantile} from "./normal.js";

/** Points of ε-space, each with a weight. */
interface WeightedEpsilon {
  /** Row-major, [count, latentSize]. */
  epsilon: Float64Array<ArrayBuffer>;
  /** One a point, greater than 0; they do not add up to 1. */
  weights: Float64Array<ArrayBuffer>;
}

/** Which of how many points; all by default. */
interface GoldenPointsOptions {
  start?: number;
  end?: number;
  /** Moves all but the first coordinate, in [0, 1); defaults to 0.5. */
  offset?: number;
}

/**
 * The points lie as densely as draws of N(0, SPREAD²). A log likelihood is steepest far from where
 * it is great, so its mean over a broad q hangs on points that q itself would seldom draw.
 */
const SPREAD = 1.4;

/**
 * Returns points for expectations over ε ~ N(0, I): E[h(ε)] ≈ Σ weight · h(point) / Σ weight over
 * all of them.
 *
 * In the unit cube, point k of n is (k + ½)/n along the first axis and {offset + k·g⁻ʲ} along the
 * others, where g is the golden ratio (for two latents; in general the root of gᵈ = g + 1); inverse
 * CDFs take it to ε. Such points leave no gaps, and lie along no axis: the kinks of a network with
 * rectifiers meet them at all phases, where those of a grid of as many points add up.
 *
 * @param count n
 */
export function goldenPoints(
  latentSize: number,
  count: number,
  {start = 0, end = count, offset = 0.5}: GoldenPointsOptions = {}
): WeightedEpsilon {
  const golden = goldenRatio(latentSize);
  const epsilon = new Float64Array((end - start) * latentSize);
  const weights = new Float64Array(end - start);
  for (let k = start, i = 0; k < end; ++k) {
    let square = 0;
    for (let j = 0; j < latentSize; ++j) {
      const u = j === 0 ? (k + 0.5) / count : (offset + (k + 0.5) / golden ** j) % 1;
      const draw = normalQuantile(Math.max(u, Number.EPSILON));
      epsilon[i++] = SPREAD * draw;
      square += draw * draw;
    }
    // N(ε; 0, 1) / N(ε; 0, SPREAD²), but for a factor.
    weights[k - start] = Math.exp((-(SPREAD ** 2 - 1) * square) / 2);
  }
  return {epsilon, weights};
}

/** Returns the root g > 1 of gᵈ = g + 1; 2 for a single latent, which needs none. */
function goldenRatio(d: number): number {
  if (d === 1) return 2;
  let g = 2;
  for (let i = 0; i < 60; ++i) g = (1 + g) ** (1 / d);
  return g;
}

/** Points of the latent space, each with its share of a q. */
interface PointsUnder {
  /** z = μ + σ ⊙ ε, row-major, [count, latentSize]. */
  z: Float32Array<ArrayBuffer>;
  /** Shaped as z. */
  epsilon: Float64Array<ArrayBuffer>;
  /** One a point; their sum is 1. */
  weights: Float64Array<ArrayBuffer>;
}

/** Returns points for expectations under q: E_q[h(z)] ≈ Σ weight · h(z); see goldenPoints. */
export function pointsUnder({mu, logVar}: DiagonalGaussian, count: number): PointsUnder {
  const {epsilon, weights} = goldenPoints(mu.length, count);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    z: diagonalSamples(mu, logVar, epsilon),
    epsilon,
    weights: weights.map((weight) => weight / total)
  };
}
